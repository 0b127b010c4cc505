package dev.trierarch.api.resource;

import dev.trierarch.catalog.Catalog;
import dev.trierarch.registry.ScaleView;
import dev.trierarch.store.StoredObject;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;

/** All objects of all kinds: the paths below {@code /api/v1} and {@code /apis/GROUP/VERSION}. */
@Path("/{prefix: api/v1|apis/[^/]+/[^/]+}/{rest: .+}")
@ApplicationScoped
public class ObjectsResource {

  private final Catalog catalog;
  private final StateFinder states;
  private final ObjectReader reader;
  private final ObjectWriter writer;
  private final ObjectPatcher patcher;
  private final PostedActions posted;
  private final Answers answers;

  /** For the container's proxy. */
  public ObjectsResource() {
    this(null, null, null, null, null, null, null);
  }

  @Inject
  public ObjectsResource(
      Catalog catalog,
      StateFinder states,
      ObjectReader reader,
      ObjectWriter writer,
      ObjectPatcher patcher,
      PostedActions posted,
      Answers answers) {
    this.catalog = catalog;
    this.states = states;
    this.reader = reader;
    this.writer = writer;
    this.patcher = patcher;
    this.posted = posted;
    this.answers = answers;
  }

  @GET
  public Response read(@Context HttpServletRequest request) {
    ApiCall call = ApiCall.of(request);
    Target target = Target.of(call.info(), catalog);
    if (call.info().verb().equals("list")) {
      Selection selection = Selection.of(target.type(), target.namespace(), call.query());
      Listing listing = reader.list(selection, ListOptions.parse(call.query()));
      return warned(answers.list(call, target.type(), listing), listing.warning());
    }
    return get(call, target);
  }

  private Response get(ApiCall call, Target target) {
    Reading found =
        reader.get(
            target.type(),
            target.namespace(),
            target.name(),
            ListOptions.resourceVersion(call.query()));
    return warned(shown(call, target, found.object()), found.warning());
  }

  private static Response warned(Response answer, Optional<String> warning) {
    return warning
        .map(text -> Response.fromResponse(answer).header("Warning", text).build())
        .orElse(answer);
  }

  private Response shown(ApiCall call, Target target, StoredObject object) {
    return switch (target.subresource()) {
      case "", "status", "approval", "ephemeralcontainers", "resize" ->
          answers.object(call, target.type(), object, 200, List.of());
      case "scale" ->
          answers.scale(
              call, ScaleView.of(target.type(), ObjectViews.tree(target.type(), object)), 200);
      default -> throw Problems.methodNotAllowed();
    };
  }

  @POST
  public Response post(@Context HttpServletRequest request, RequestBody body) {
    ApiCall call = ApiCall.of(request);
    Target target = Target.of(call.info(), catalog);
    if (!Reviews.isReview(target)) {
      states.beforeWrite();
    }
    return posted.answers(target)
        ? posted.answer(call, target, body)
        : writer.create(call, target, body);
  }

  @PUT
  public Response put(@Context HttpServletRequest request, RequestBody body) {
    ApiCall call = ApiCall.of(request);
    Target target = Target.of(call.info(), catalog);
    states.beforeWrite();
    return writer.update(call, target, body);
  }

  @PATCH
  public Response patch(@Context HttpServletRequest request, RequestBody body) {
    ApiCall call = ApiCall.of(request);
    Target target = Target.of(call.info(), catalog);
    states.beforeWrite();
    return patcher.patch(call, target, body);
  }

  @DELETE
  public Response delete(@Context HttpServletRequest request, RequestBody body) {
    ApiCall call = ApiCall.of(request);
    Target target = Target.of(call.info(), catalog);
    states.beforeWrite();
    return call.info().verb().equals("deletecollection")
        ? writer.deleteCollection(call, target, body)
        : writer.delete(call, target, body);
  }
}
