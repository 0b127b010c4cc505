package dev.trierarch.api.resource;

import jakarta.annotation.Priority;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.MessageBodyWriter;
import jakarta.ws.rs.ext.Provider;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;

/**
 * Lets JAX-RS send a {@link Payload} as the bytes that it writes. Of a long list JAX-RS sends the
 * beginning: it can only write as fast as the client reads, and holds a thread meanwhile.
 */
@Provider
@Priority(1)
public class PayloadWriter implements MessageBodyWriter<Payload> {

  /**
   * Shorter ones are soon written, mostly into the buffers between here and the client. Of each
   * that goes on without its thread Payara confuses Weld a little, which warns of that in the log.
   */
  private static final long LONG_BYTES_MIN = 4L * 1024 * 1024;

  @Context private HttpServletRequest request;

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
    if (payload instanceof PiecedPayload pieced && isLong(pieced)) {
      RestOfAnswer rest = new RestOfAnswer(pieced.pieces());
      out.write(rest.nextPart());
      rest.attachTo(request);
    } else {
      payload.writeTo(out);
    }
  }

  private boolean isLong(PiecedPayload payload) {
    return payload.sizeBytes() >= LONG_BYTES_MIN && request.getMethod().equals("GET");
  }
}
