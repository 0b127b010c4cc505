package dev.trierarch.api.health;

import dev.trierarch.api.resource.Answers;
import dev.trierarch.api.resource.ApiCall;
import dev.trierarch.api.resource.Payload;
import dev.trierarch.api.resource.Problems;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** {@code /livez}, {@code /readyz} and {@code /healthz}, whole or one check at a time. */
@Path("/{kind: livez|readyz|healthz}{slash: /?}{check: [^/]*}")
@ApplicationScoped
public class HealthResource {

  private final HealthChecks checks;

  /** For the container's proxy. */
  public HealthResource() {
    this(null);
  }

  @Inject
  public HealthResource(HealthChecks checks) {
    this.checks = checks;
  }

  @GET
  public Response health(@Context HttpServletRequest request) {
    ApiCall call = ApiCall.of(request);
    List<String> path = List.of(call.info().path().substring(1).split("/", 2));
    String kind = path.get(0);
    return path.size() > 1 && !path.get(1).isEmpty() ? single(kind, path.get(1)) : all(kind, call);
  }

  private Response single(String kind, String name) {
    HealthChecks.Check check = checks.byName(kind, name).orElseThrow(Problems::unknownPath);
    return check.passes()
        ? text(200, "ok")
        : text(500, "internal server error: " + name + " failed\n");
  }

  private Response all(String kind, ApiCall call) {
    HealthReport report = HealthReport.of(kind, checks.of(kind), call.query().all("exclude"));
    if (!report.good()) {
      return text(500, report.text());
    }
    return text(200, call.query().has("verbose") ? report.text() : "ok");
  }

  private static Response text(int status, String text) {
    return Response.status(status)
        .type("text/plain; charset=utf-8")
        .header("Cache-Control", Answers.NOT_CACHED)
        .header("X-Content-Type-Options", "nosniff")
        .entity(Payload.of(text.getBytes(StandardCharsets.UTF_8)))
        .build();
  }
}
