package dev.trierarch.api.health;

import dev.trierarch.api.resource.Payload;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;

/** {@code /metrics} in Prometheus' text format. */
@Path("/metrics")
@ApplicationScoped
public class MetricsResource {

  private final Instance<MetricsSource> sources;

  /** For the container's proxy. */
  public MetricsResource() {
    this(null);
  }

  @Inject
  public MetricsResource(@Any Instance<MetricsSource> sources) {
    this.sources = sources;
  }

  @GET
  public Response metrics() {
    MetricsText text = new MetricsText();
    sources.forEach(source -> source.write(text));
    return Response.ok(Payload.of(text.toString().getBytes(StandardCharsets.UTF_8)))
        .type("text/plain; version=0.0.4; charset=utf-8")
        .build();
  }
}
