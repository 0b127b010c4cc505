package dev.trierarch.api;

import dev.trierarch.api.resource.Answers;
import dev.trierarch.api.resource.Form;
import dev.trierarch.api.resource.Form.Encoding;
import dev.trierarch.api.resource.MethodNotAllowedException;
import dev.trierarch.api.resource.ObjectViews;
import dev.trierarch.api.resource.Statuses;
import dev.trierarch.registry.ApiException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Answers with the Status of a refusal, where there is no JAX-RS that would. */
final class RefusalWriter {

  private RefusalWriter() {}

  static void write(HttpServletRequest request, HttpServletResponse response, ApiException refusal)
      throws IOException {
    if (response.isCommitted()) {
      return; // the answer has begun; closing it is all that is left
    }
    response.resetBuffer();
    response.setStatus(refusal.code());
    String accept = request.getHeader("Accept");
    Encoding encoding = Form.encodingOfRefusals(accept == null ? "" : accept);
    response.setContentType(encoding.mediaType());
    response.setHeader("Cache-Control", Answers.NOT_CACHED);
    if (refusal.code() == 401) {
      response.setHeader("WWW-Authenticate", "Bearer realm=\"kubernetes\"");
    }
    if (refusal.details() != null && refusal.details().retryAfterSeconds() > 0) {
      response.setIntHeader("Retry-After", refusal.details().retryAfterSeconds());
    }
    if (refusal instanceof MethodNotAllowedException other) {
      response.setHeader("Allow", other.allowed());
    }
    byte[] status = ObjectViews.encoded(Statuses.failure(refusal), encoding, false);
    response.setContentLength(status.length);
    response.getOutputStream().write(status);
  }
}
