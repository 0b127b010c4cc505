package dev.trierarch.api.admin;

import dev.trierarch.api.resource.Answers;
import dev.trierarch.api.resource.ApiCall;
import dev.trierarch.api.resource.ListOptions;
import dev.trierarch.api.resource.Selection;
import dev.trierarch.api.resource.Target;
import dev.trierarch.catalog.Catalog;
import dev.trierarch.registry.ApiErrors;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What there is beyond Kubernetes, read as its objects are: {@code /apis/trierarch.dev/v1}. */
@Path("/apis/trierarch.dev/v1/{rest: .+}")
@ApplicationScoped
public class TrierarchResource {

  private final Catalog catalog;
  private final Answers answers;
  private final Backups backups;
  private final Map<String, VirtualKind> kinds = new TreeMap<>();

  /** For the container's proxy. */
  public TrierarchResource() {
    this.catalog = null;
    this.answers = null;
    this.backups = null;
  }

  @Inject
  TrierarchResource(
      Catalog catalog,
      Answers answers,
      Backups backups,
      Differences differences,
      Revisions revisions) {
    this.catalog = catalog;
    this.answers = answers;
    this.backups = backups;
    for (VirtualKind kind : List.of(backups, differences, revisions)) {
      kinds.put(kind.plural(), kind);
    }
  }

  @GET
  public Response read(@Context HttpServletRequest request) {
    ApiCall call = ApiCall.of(request);
    Target target = Target.of(call.info(), catalog);
    VirtualKind kind = kinds.get(target.type().plural());
    if (call.info().verb().equals("list")) {
      Selection selection = Selection.of(target.type(), target.namespace(), call.query());
      return answers.list(
          call, target.type(), kind.list(selection, ListOptions.parse(call.query())));
    }
    var found =
        kind.get(target.name()).orElseThrow(() -> ApiErrors.notFound(target.type(), target.name()));
    return target.subresource().isEmpty()
        ? answers.object(call, target.type(), found, 200, List.of())
        : content();
  }

  private Response content() {
    return Response.ok(backups.content())
        .type("application/octet-stream")
        .header("Content-Disposition", "attachment; filename=\"cluster.backup\"")
        .header("Cache-Control", "no-store")
        .build();
  }
}
