package dev.trierarch.registry;

import dev.trierarch.catalog.FieldErrors;
import dev.trierarch.catalog.FieldErrors.Reason;
import dev.trierarch.catalog.ResourceType;
import dev.trierarch.catalog.form.Form;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Validates every object's metadata, before the kind's own rules. */
final class MetadataChecks {

  private static final int ANNOTATIONS_BYTES_MAX = 256 * 1024;

  private MetadataChecks() {}

  static void create(ResourceType type, JsonNode object, FieldErrors errors) {
    JsonNode metadata = object.path("metadata");
    String generateName = Trees.text(metadata, "generateName");
    if (!generateName.isEmpty()) {
      // A dash at the end is masked: what is generated goes on after it.
      String masked = generateName.endsWith("-") ? generateName + "a" : generateName;
      name(type, "metadata.generateName", generateName, masked, errors);
    }
    String name = Trees.text(metadata, "name");
    if (name.isEmpty()) {
      errors.required("metadata.name", "name or generateName is required");
    } else {
      name(type, "metadata.name", name, name, errors);
    }
    common(metadata, errors);
  }

  static void update(JsonNode object, JsonNode old, FieldErrors errors) {
    JsonNode metadata = object.path("metadata");
    if (Metas.isDeleting(old)) {
      Set<String> there = Set.copyOf(Metas.finalizers(old));
      List<String> added =
          Metas.finalizers(object).stream()
              .filter(finalizer -> !there.contains(finalizer))
              .map(finalizer -> '"' + finalizer + '"')
              .toList();
      if (!added.isEmpty()) {
        errors.forbidden(
            "metadata.finalizers",
            "no new finalizers can be added if the object is being deleted, found new finalizers"
                + " []string{"
                + String.join(", ", added)
                + "}");
      }
    }
    common(metadata, errors);
  }

  private static void name(
      ResourceType type, String field, String shown, String checked, FieldErrors errors) {
    for (String problem : type.strategy().nameRule().problems(checked)) {
      errors.invalid(field, shown, problem);
    }
  }

  private static void common(JsonNode metadata, FieldErrors errors) {
    annotations(metadata.path("annotations"), errors);
    finalizers(metadata.path("finalizers"), errors);
    managers(metadata.path("managedFields"), errors);
    owners(metadata.path("ownerReferences"), errors);
  }

  private static void annotations(JsonNode annotations, FieldErrors errors) {
    int bytes = 0;
    for (Map.Entry<String, JsonNode> annotation : annotations.properties()) {
      String key = annotation.getKey();
      bytes += length(key) + length(annotation.getValue().asString(""));
    }
    if (bytes > ANNOTATIONS_BYTES_MAX) {
      errors.tooLong("metadata.annotations", ANNOTATIONS_BYTES_MAX);
    }
  }

  private static void finalizers(JsonNode finalizers, FieldErrors errors) {
    boolean orphan = false;
    boolean foreground = false;
    for (int i = 0; i < finalizers.size(); i++) {
      String finalizer = finalizers.get(i).asString("");
      for (String problem : Form.QUALIFIED_NAME.problems(finalizer)) {
        errors.invalid("metadata.finalizers[" + i + "]", finalizer, problem);
      }
      orphan |= finalizer.equals(Finalizers.ORPHAN);
      foreground |= finalizer.equals(Finalizers.FOREGROUND);
    }
    if (orphan && foreground) {
      errors.add(
          Reason.INVALID,
          "metadata.finalizers",
          "Invalid value: finalizer orphan and foregroundDeletion cannot be both set");
    }
  }

  private static void managers(JsonNode entries, FieldErrors errors) {
    for (int i = 0; i < entries.size(); i++) {
      FieldManagers.check(
          "metadata.managedFields[" + i + "].manager",
          Trees.text(entries.get(i), "manager"),
          errors);
    }
  }

  private static void owners(JsonNode owners, FieldErrors errors) {
    boolean controlled = false;
    for (int i = 0; i < owners.size(); i++) {
      JsonNode owner = owners.get(i);
      String path = "metadata.ownerReferences[" + i + "].";
      for (String field : List.of("apiVersion", "kind", "name", "uid")) {
        if (Trees.text(owner, field).isEmpty()) {
          errors.invalid(
              path + field,
              "",
              field.equals("apiVersion") ? "version must not be empty" : "must not be empty");
        }
      }
      if (owner.path("controller").asBoolean(false)) {
        if (controlled) {
          errors.add(
              Reason.INVALID,
              "metadata.ownerReferences",
              "Invalid value: Only one reference can have Controller set to true");
        }
        controlled = true;
      }
    }
  }

  private static int length(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }
}
