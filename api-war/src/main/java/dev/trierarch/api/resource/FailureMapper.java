package dev.trierarch.api.resource;

import dev.trierarch.registry.ApiException;
import jakarta.annotation.Priority;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;

/** Answers whatever goes wrong in a resource class with a Status. */
@Provider
@Priority(1)
public class FailureMapper implements ExceptionMapper<Throwable> {

  @Override
  public Response toResponse(Throwable failure) {
    ApiException refusal = Statuses.refusal(failure);
    Response.ResponseBuilder response =
        Response.status(refusal.code())
            .type("application/json")
            .entity(Payload.of(Json.bytes(Statuses.failure(refusal))));
    if (refusal.details() != null && refusal.details().retryAfterSeconds() > 0) {
      response.header("Retry-After", refusal.details().retryAfterSeconds());
    }
    return response.build();
  }
}
