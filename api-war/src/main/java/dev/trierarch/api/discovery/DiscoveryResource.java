package dev.trierarch.api.discovery;

import dev.trierarch.api.resource.Answers;
import dev.trierarch.api.resource.ApiCall;
import dev.trierarch.api.resource.Json;
import dev.trierarch.api.resource.ObjectViews;
import dev.trierarch.api.resource.Payload;
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
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import tools.jackson.databind.node.ObjectNode;

/** The discovery paths: {@code /api}, {@code /apis} and what lies one and two steps below. */
@Path("/")
@ApplicationScoped
public class DiscoveryResource {

  private static final int DOCUMENTS_MAX = 200;

  /** A document, encoded once. */
  private record Encoded(byte[] bytes, String tag) {}

  private final Discovery discovery;
  private final Map<String, Encoded> documents = new ConcurrentHashMap<>();

  /** For the container's proxy. */
  public DiscoveryResource() {
    this(null);
  }

  @Inject
  public DiscoveryResource(Discovery discovery) {
    this.discovery = discovery;
  }

  @GET
  public Response paths() {
    return Response.ok(Payload.of(Json.prettyBytes(discovery.paths())))
        .type("application/json")
        .header("Cache-Control", Answers.NOT_CACHED)
        .build();
  }

  @GET
  @Path("api")
  public Response core(@Context HttpServletRequest request) {
    String address = request.getServerName() + ":" + request.getServerPort();
    return root(request, true, () -> discovery.coreVersions(address), address);
  }

  @GET
  @Path("apis")
  public Response groups(@Context HttpServletRequest request) {
    return root(request, false, discovery::groupList, "");
  }

  @GET
  @Path("api/v1")
  public Response coreResources(@Context HttpServletRequest request) {
    return resources(request, "", "v1");
  }

  @GET
  @Path("apis/{group}")
  public Response group(@Context HttpServletRequest request, @PathParam("group") String group) {
    ObjectNode document = discovery.group(group).orElseThrow(Problems::unknownPath);
    return plain(request, "group " + group, () -> document);
  }

  @GET
  @Path("apis/{group}/{version}")
  public Response resources(
      @Context HttpServletRequest request,
      @PathParam("group") String group,
      @PathParam("version") String version) {
    ObjectNode document = discovery.resources(group, version).orElseThrow(Problems::unknownPath);
    return plain(request, "resources " + group + "/" + version, () -> document);
  }

  /** The first form of the Accept header that is served: aggregated or plain. */
  private Response root(
      HttpServletRequest request, boolean core, Supplier<ObjectNode> plain, String variant) {
    DiscoveryForm form = DiscoveryForm.negotiate(ApiCall.of(request).accept());
    return form.aggregated()
        ? answer(
            request, "aggregated " + core, form, () -> discovery.aggregated(core, form.version()))
        : answer(request, "root " + core + variant, form, plain);
  }

  private Response plain(HttpServletRequest request, String name, Supplier<ObjectNode> document) {
    return answer(request, name, DiscoveryForm.plain(ApiCall.of(request).accept()), document);
  }

  private Response answer(
      HttpServletRequest request, String name, DiscoveryForm form, Supplier<ObjectNode> document) {
    if (documents.size() > DOCUMENTS_MAX) {
      documents.clear();
    }
    Encoded encoded =
        documents.computeIfAbsent(
            name + " " + form.contentType(), key -> encode(document.get(), form));
    return TaggedDocuments.answer(request, encoded.bytes(), encoded.tag(), form.contentType());
  }

  private static Encoded encode(ObjectNode document, DiscoveryForm form) {
    byte[] bytes = ObjectViews.encoded(document, form.encoding(), false);
    return new Encoded(bytes, TaggedDocuments.tag(bytes));
  }
}
