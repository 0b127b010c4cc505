package dev.trierarch.api.resource;

import dev.trierarch.registry.ApiErrors;
import jakarta.annotation.Priority;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.MessageBodyReader;
import jakarta.ws.rs.ext.Provider;
import java.io.IOException;
import java.io.InputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.util.Locale;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Hands JAX-RS resources the raw bytes of a request, up to the limit. */
@Provider
@Priority(1)
public class RequestBodyReader implements MessageBodyReader<RequestBody> {

  private static final Logger LOG = Logger.getLogger(RequestBodyReader.class.getName());

  @Override
  public boolean isReadable(
      Class<?> type, Type genericType, Annotation[] annotations, MediaType mediaType) {
    return type == RequestBody.class;
  }

  @Override
  public RequestBody readFrom(
      Class<RequestBody> type,
      Type genericType,
      Annotation[] annotations,
      MediaType mediaType,
      MultivaluedMap<String, String> headers,
      InputStream in) {
    byte[] bytes = read(in);
    if (bytes.length > RequestBody.BYTES_MAX) {
      throw Problems.tooLarge(RequestBody.BYTES_MAX);
    }
    String named = headers.getFirst("Content-Type");
    return new RequestBody(
        bytes, named == null ? "" : MediaRange.parse(named).type().toLowerCase(Locale.ROOT));
  }

  private static byte[] read(InputStream in) {
    try {
      return in.readNBytes(RequestBody.BYTES_MAX + 1);
    } catch (IOException e) {
      LOG.log(Level.FINE, "The body of a request broke off", e);
      throw ApiErrors.badRequest("the body of the request broke off, send it again");
    }
  }
}
