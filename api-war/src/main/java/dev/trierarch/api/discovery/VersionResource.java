package dev.trierarch.api.discovery;

import dev.trierarch.api.resource.Answers;
import dev.trierarch.api.resource.Json;
import dev.trierarch.api.resource.Payload;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import tools.jackson.databind.node.ObjectNode;

/** Says which Kubernetes API is spoken here, and by what. */
@Path("/version")
@ApplicationScoped
public class VersionResource {

  private static final String MAJOR = "1";
  private static final String MINOR = "36";

  @GET
  public Response version() {
    ObjectNode version =
        Json.object()
            .put("major", MAJOR)
            .put("minor", MINOR)
            .put("emulationMajor", MAJOR)
            .put("emulationMinor", MINOR)
            .put("minCompatibilityMajor", MAJOR)
            .put("minCompatibilityMinor", MINOR)
            .put("gitVersion", "v" + MAJOR + "." + MINOR + ".0+trierarch")
            .put("gitCommit", "")
            .put("gitTreeState", "clean")
            .put("buildDate", "2026-01-01T00:00:00Z")
            .put("goVersion", "java" + Runtime.version().feature())
            .put("compiler", "javac")
            .put("platform", "linux/" + architecture());
    return Response.ok(Payload.of(Json.prettyBytes(version)))
        .type("application/json")
        .header("Cache-Control", Answers.NOT_CACHED)
        .build();
  }

  /** As Go names it. */
  private static String architecture() {
    String name = System.getProperty("os.arch");
    return switch (name) {
      case "x86_64" -> "amd64";
      case "aarch64" -> "arm64";
      default -> name;
    };
  }
}
