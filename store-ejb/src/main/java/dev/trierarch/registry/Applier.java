package dev.trierarch.registry;

import dev.trierarch.catalog.FieldErrors;
import dev.trierarch.catalog.ObjectKind;
import dev.trierarch.catalog.ResourceType;
import dev.trierarch.registry.Registry.Written;
import dev.trierarch.registry.apply.AppliedFields;
import dev.trierarch.schema.Schemas;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Applies what a manager wants of an object, on the server's side. */
final class Applier {

  private final RegistryContext context;
  private final Intake intake;
  private final Schemas schemas;
  private final Creator creator;
  private final Updater updater;

  Applier(
      RegistryContext context, Intake intake, Schemas schemas, Creator creator, Updater updater) {
    this.context = context;
    this.intake = intake;
    this.schemas = schemas;
    this.creator = creator;
    this.updater = updater;
  }

  Written apply(
      ResourceType type,
      String namespace,
      String name,
      String subresource,
      ObjectNode applied,
      boolean force,
      WriteOptions options) {
    ObjectKind kind = subresource.equals("scale") ? ScaleView.KIND : type.objectKind();
    check(kind, name, applied, options);
    ResourceType stored = context.stored(type);
    ObjectNode wanted =
        kind.equals(ScaleView.KIND)
            ? intake.appliedScale(stored, applied, options)
            : intake.take(type, applied, options).object();
    if (!exists(stored, namespace, name) && subresource.isEmpty()) {
      refuseUid(stored, name, wanted);
      try {
        return creator.createApplied(
            stored,
            namespace,
            applyTo(nothing(), stored, subresource, wanted, force, options),
            options);
      } catch (ApiException e) {
        if (!e.reason().equals("AlreadyExists")) {
          throw e;
        }
      }
    }
    return updater.apply(
        stored,
        namespace,
        name,
        subresource,
        live -> applyTo(live, stored, subresource, wanted, force, options),
        options);
  }

  /** Who names a uid means an object that is there. */
  private static void refuseUid(ResourceType type, String name, ObjectNode wanted) {
    String uid = Metas.uid(wanted);
    if (!uid.isEmpty()) {
      throw ApiErrors.conflict(
          type,
          name,
          "uid mismatch: the provided object specified uid %s, and no existing object was found"
              .formatted(uid));
    }
  }

  private boolean exists(ResourceType type, String namespace, String name) {
    return context.store().image().get(RegistryContext.key(type, namespace, name)).isPresent();
  }

  private static ObjectNode nothing() {
    return JsonNodeFactory.instance.objectNode();
  }

  private ObjectNode applyTo(
      ObjectNode live,
      ResourceType type,
      String subresource,
      ObjectNode wanted,
      boolean force,
      WriteOptions options) {
    String revision = Metas.resourceVersion(wanted);
    ObjectNode unpinned = wanted.deepCopy();
    Trees.metadata(unpinned).remove("resourceVersion");
    Trees.metadata(live).remove("resourceVersion");
    ObjectNode result =
        context.ownership().apply(type, subresource, live, unpinned, force, options);
    if (!revision.isEmpty()) {
      Trees.metadata(result).put("resourceVersion", revision);
    }
    return result;
  }

  private void check(ObjectKind kind, String name, ObjectNode applied, WriteOptions options) {
    if (options.fieldManager().isEmpty()) {
      FieldErrors errors = new FieldErrors();
      errors.required("fieldManager", "is required for apply patch");
      throw ApiErrors.invalid("meta.k8s.io", "PatchOptions", "", errors);
    }
    if (Trees.metadata(applied).has("managedFields")) {
      throw ApiErrors.badRequest("metadata.managedFields must be nil");
    }
    String apiVersion = Trees.text(applied, "apiVersion");
    if (!apiVersion.equals(kind.apiVersion())) {
      throw ApiErrors.badRequest(
          "Incorrect version specified in apply patch. Specified patch version: %s, expected: %s"
              .formatted(apiVersion, kind.apiVersion()));
    }
    if (Metas.name(applied).isEmpty()) {
      Trees.metadata(applied).put("name", name);
    }
    if (Trees.text(applied, "kind").isEmpty()) {
      throw ApiErrors.badRequest(
          "Object 'Kind' is missing in the apply patch, expected: " + kind.kind());
    }
    AppliedFields.check(schemas.of(kind), applied);
  }
}
