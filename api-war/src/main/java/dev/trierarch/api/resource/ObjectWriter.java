package dev.trierarch.api.resource;

import dev.trierarch.api.authz.Attributes;
import dev.trierarch.api.authz.Authorization;
import dev.trierarch.api.resource.Bodies.Body;
import dev.trierarch.catalog.ResourceType;
import dev.trierarch.registry.Registry;
import dev.trierarch.registry.Registry.Deleted;
import dev.trierarch.registry.Registry.Written;
import dev.trierarch.registry.ScaleView;
import dev.trierarch.registry.WriteOptions;
import dev.trierarch.store.StoredObject;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/** Creates, replaces and deletes objects through the registry and answers with what came of it. */
@ApplicationScoped
public class ObjectWriter {

  /** Kinds whose deletion answers with the object even when it is gone at once, as upstream. */
  private static final Set<String> SHOWN_WHEN_GONE =
      Set.of(
          "pods",
          "podtemplates",
          "persistentvolumeclaims",
          "persistentvolumes",
          "resourcequotas",
          "serviceaccounts",
          "services",
          "csinodes.storage.k8s.io",
          "csidrivers.storage.k8s.io",
          "storageclasses.storage.k8s.io",
          "volumeattachments.storage.k8s.io");

  private final Registry registry;
  private final ObjectReader reader;
  private final Answers answers;
  private final Authorization authorization;

  /** For the container's proxy. */
  ObjectWriter() {
    this(null, null, null, null);
  }

  @Inject
  public ObjectWriter(
      Registry registry, ObjectReader reader, Answers answers, Authorization authorization) {
    this.registry = registry;
    this.reader = reader;
    this.answers = answers;
    this.authorization = authorization;
  }

  public Response create(ApiCall call, Target target, RequestBody body) {
    WriteOptions options = call.writeOptions();
    ResourceType type = target.type();
    Body object = Bodies.object(body, type.objectKind(), options.fieldValidation());
    Written written = registry.create(type, target.namespace(), object.tree(), options);
    return written(call, target, written, object.warnings());
  }

  public Response update(ApiCall call, Target target, RequestBody body) {
    WriteOptions options = call.writeOptions();
    Body object = Bodies.object(body, target.objectKind(), options.fieldValidation());
    checkMayCreate(call, target);
    Written written =
        registry.update(
            target.type(),
            target.namespace(),
            target.name(),
            target.subresource(),
            object.tree(),
            options);
    return written(call, target, written, object.warnings());
  }

  private void checkMayCreate(ApiCall call, Target target) {
    if (registry.isCreation(
        target.type(), target.namespace(), target.name(), target.subresource())) {
      authorization.check(Attributes.of(call.caller(), call.info()).as("create"));
    }
  }

  /** The answer to a write: 201 when it made the object. */
  Response written(ApiCall call, Target target, Written written, List<String> bodyWarnings) {
    int status = written.created() ? 201 : 200;
    if (target.subresource().equals("scale")) {
      ObjectNode object = ObjectViews.tree(target.type(), written.object());
      return answers.scale(call, ScaleView.of(target.type(), object), status);
    }
    List<String> warnings = new ArrayList<>(bodyWarnings);
    warnings.addAll(written.warnings());
    return answers.object(call, target.type(), written.object(), status, warnings);
  }

  public Response delete(ApiCall call, Target target, RequestBody body) {
    DeleteRequest request = DeleteRequest.of(call, body);
    ResourceType type = target.type();
    Deleted deleted =
        registry.delete(
            type,
            target.namespace(),
            target.name(),
            request.deletion(),
            request.writeOptions(call));
    if (!deleted.gone() && request.cascading()) {
      return answers.object(call, type, deleted.object(), 202, List.of());
    }
    if (!deleted.gone() || SHOWN_WHEN_GONE.contains(type.groupResource())) {
      return answers.object(call, type, deleted.object(), 200, List.of());
    }
    return answers.tree(
        call,
        Statuses.success(type.group(), type.plural(), target.name(), deleted.object().uid()),
        200);
  }

  /** Deletes what a list would show and answers with that list. */
  public Response deleteCollection(ApiCall call, Target target, RequestBody body) {
    DeleteRequest request = DeleteRequest.of(call, body);
    ResourceType type = target.type();
    Selection selection = Selection.of(type, target.namespace(), call.query());
    Listing listing = reader.list(selection, ListOptions.parse(call.query()));
    for (StoredObject object : listing.objects()) {
      deleteIfThere(type, object, request, call);
    }
    return answers.list(call, type, listing);
  }

  private void deleteIfThere(
      ResourceType type, StoredObject object, DeleteRequest request, ApiCall call) {
    try {
      registry.delete(
          type,
          object.key().namespace(),
          object.key().name(),
          request.deletion(),
          request.writeOptions(call));
    } catch (dev.trierarch.registry.ApiException e) {
      if (e.code() != 404) { // somebody else deleted it meanwhile: what was wanted
        throw e;
      }
    }
  }
}
