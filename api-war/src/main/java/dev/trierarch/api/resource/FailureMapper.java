package dev.trierarch.api.resource;

import dev.trierarch.api.resource.Form.Encoding;
import dev.trierarch.registry.ApiException;
import jakarta.annotation.Priority;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;

/** Answers whatever goes wrong in a resource class with a Status. */
@Provider
@Priority(1)
public class FailureMapper implements ExceptionMapper<Throwable> {

  @Context private HttpServletRequest request;

  @Override
  public Response toResponse(Throwable failure) {
    ApiException refusal = Statuses.refusal(failure);
    Encoding encoding = Form.encodingOfRefusals(accept());
    byte[] status = ObjectViews.encoded(Statuses.failure(refusal), encoding, false);
    Response.ResponseBuilder response =
        Response.status(refusal.code())
            .type(encoding.mediaType())
            .header("Cache-Control", Answers.NOT_CACHED)
            .entity(Payload.of(status));
    if (refusal.details() != null && refusal.details().retryAfterSeconds() > 0) {
      response.header("Retry-After", refusal.details().retryAfterSeconds());
    }
    if (refusal instanceof MethodNotAllowedException other) {
      response.header("Allow", other.allowed());
    }
    return response.build();
  }

  private String accept() {
    ApiCall call = ApiCall.of(request);
    return call == null ? "" : call.accept();
  }
}
