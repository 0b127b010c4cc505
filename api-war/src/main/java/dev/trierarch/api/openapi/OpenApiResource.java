package dev.trierarch.api.openapi;

import dev.trierarch.api.resource.ApiCall;
import dev.trierarch.api.resource.Json;
import dev.trierarch.api.resource.MediaRange;
import dev.trierarch.api.resource.Problems;
import dev.trierarch.api.resource.TaggedDocuments;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Date;
import java.util.List;

/** {@code /openapi/v2} and {@code /openapi/v3}: the schemas of everything, for clients. */
@Path("/openapi")
@ApplicationScoped
public class OpenApiResource {

  private static final String JSON = "application/json";

  /** The older name, which is no valid media type, and the newer one. */
  private static final List<String> VERSION2_PROTOBUF =
      List.of(
          "application/com.github.proto-openapi.spec.v2@v1.0+protobuf",
          "application/com.github.proto-openapi.spec.v2.v1.0+protobuf");

  /** As long as HTTP has it. */
  private static final Duration FOR_EVER = Duration.ofDays(365);

  private final OpenApiDocuments documents;
  private final InstantSource clock;

  /** For the container's proxy. */
  public OpenApiResource() {
    this(null, null);
  }

  @Inject
  public OpenApiResource(OpenApiDocuments documents, InstantSource clock) {
    this.documents = documents;
    this.clock = clock;
  }

  @GET
  @Path("v2")
  public Response version2(@Context HttpServletRequest request) {
    for (MediaRange range : MediaRange.parseAccept(ApiCall.of(request).accept())) {
      if (VERSION2_PROTOBUF.contains(range.type())) {
        return answer(request, documents.version2Protobuf(), VERSION2_PROTOBUF.get(1));
      }
      if (range.accepts(JSON)) {
        return answer(request, documents.version2(), JSON);
      }
    }
    throw Problems.notAcceptable(List.of(JSON, VERSION2_PROTOBUF.get(0)));
  }

  private static Response answer(HttpServletRequest request, byte[] document, String type) {
    return TaggedDocuments.answer(request, document, TaggedDocuments.tag(document), type);
  }

  @GET
  @Path("v3")
  public Response index(@Context HttpServletRequest request) {
    return answer(request, Json.bytes(documents.index()), JSON);
  }

  /** A request that names an outdated content is sent to the current one. */
  @GET
  @Path("v3/{path: .+}")
  public Response version3(@Context HttpServletRequest request, @PathParam("path") String path) {
    byte[] document = documents.version3(path).orElseThrow(Problems::unknownPath);
    requireJson(request);
    String tag = documents.tags().get(path);
    String asked = ApiCall.of(request).query().text("hash");
    if (!asked.isEmpty() && !asked.equals(tag)) {
      return Response.status(Response.Status.MOVED_PERMANENTLY)
          .location(URI.create("/openapi/v3/" + path + "?hash=" + tag))
          .build();
    }
    Response answer = TaggedDocuments.answer(request, document, tag, JSON);
    return asked.isEmpty() ? answer : forEver(answer);
  }

  /** What is asked for by its hash never changes: who has it need not ask again. */
  private Response forEver(Response answer) {
    return Response.fromResponse(answer)
        .header("Cache-Control", null)
        .header("Cache-Control", "public, immutable")
        .expires(Date.from(clock.instant().plus(FOR_EVER)))
        .build();
  }

  private static void requireJson(HttpServletRequest request) {
    boolean accepted =
        MediaRange.parseAccept(ApiCall.of(request).accept()).stream()
            .anyMatch(range -> range.accepts(JSON));
    if (!accepted) {
      throw Problems.notAcceptable(List.of(JSON));
    }
  }
}
