package dev.trierarch.api.resource;

import jakarta.annotation.Priority;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.MessageBodyWriter;
import jakarta.ws.rs.ext.Provider;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;

/** Lets JAX-RS send a {@link Payload} as the bytes that it writes. */
@Provider
@Priority(1)
public class PayloadWriter implements MessageBodyWriter<Payload> {

  @Override
  public boolean isWriteable(
      Class<?> type, Type genericType, Annotation[] annotations, MediaType mediaType) {
    return Payload.class.isAssignableFrom(type);
  }

  @Override
  public void writeTo(
      Payload payload,
      Class<?> type,
      Type genericType,
      Annotation[] annotations,
      MediaType mediaType,
      MultivaluedMap<String, Object> headers,
      OutputStream out)
      throws IOException {
    if (payload.exactBytes() >= 0) {
      headers.putSingle("Content-Length", payload.exactBytes());
    }
    payload.writeTo(out);
  }
}
