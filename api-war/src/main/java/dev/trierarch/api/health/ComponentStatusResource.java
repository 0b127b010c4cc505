package dev.trierarch.api.health;

import dev.trierarch.api.resource.Answers;
import dev.trierarch.api.resource.ApiCall;
import dev.trierarch.api.resource.Listing;
import dev.trierarch.api.resource.Selection;
import dev.trierarch.api.resource.Target;
import dev.trierarch.catalog.Catalog;
import dev.trierarch.registry.ApiErrors;
import dev.trierarch.store.Store;
import dev.trierarch.store.StoredObject;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;

/** {@code /api/v1/componentstatuses}: made when they are read, and never stored. */
@Path("/api/v1/" + Components.RESOURCE + "{slash: /?}{name: .*}")
@ApplicationScoped
public class ComponentStatusResource {

  private final Catalog catalog;
  private final Store store;
  private final Components components;
  private final Answers answers;

  /** For the container's proxy. */
  public ComponentStatusResource() {
    this(null, null, null, null);
  }

  @Inject
  public ComponentStatusResource(
      Catalog catalog, Store store, Components components, Answers answers) {
    this.catalog = catalog;
    this.store = store;
    this.components = components;
    this.answers = answers;
  }

  @GET
  public Response read(@Context HttpServletRequest request) {
    ApiCall call = ApiCall.of(request);
    Target target = Target.of(call.info(), catalog);
    List<StoredObject> all = components.all();
    if (call.info().verb().equals("list")) {
      Selection selection = Selection.of(target.type(), "", call.query());
      List<StoredObject> selected = all.stream().filter(selection::matches).toList();
      long revision = store.image().revision();
      return answers.list(
          call, target.type(), new Listing(revision, selected, "", null, Optional.empty()));
    }
    StoredObject found =
        all.stream()
            .filter(one -> one.key().name().equals(target.name()))
            .findFirst()
            .orElseThrow(() -> ApiErrors.notFound(target.type(), target.name()));
    return answers.object(call, target.type(), found, 200, List.of());
  }
}
