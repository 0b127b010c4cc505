package dev.trierarch.catalog.core;

import dev.trierarch.catalog.Defaults;
import dev.trierarch.catalog.Field;
import dev.trierarch.catalog.FieldErrors;
import dev.trierarch.catalog.ResourceStrategy;
import dev.trierarch.catalog.Semantic;
import dev.trierarch.catalog.Warnings;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The rules that PersistentVolumeClaims are written by. */
public final class PersistentVolumeClaimStrategy implements ResourceStrategy {

  private static final String[] RESIZE_STATES = {
    "ControllerResizeInProgress",
    "ControllerResizeInfeasible",
    "NodeResizePending",
    "NodeResizeInProgress",
    "NodeResizeInfeasible"
  };

  @Override
  public void setDefaults(ObjectNode claim) {
    Defaults.text(Defaults.child(claim, "spec"), "volumeMode", "Filesystem");
  }

  @Override
  public void prepareForCreate(ObjectNode claim) {
    claim.putObject("status").put("phase", "Pending");
    source(Defaults.child(claim, "spec"));
  }

  /** Where the data comes from is said in an old field and in a new one, which agree. */
  private static void source(ObjectNode spec) {
    if (spec.path("dataSourceRef").has("namespace")) {
      // Data of another namespace is not to be had.
      spec.remove("dataSourceRef");
    }
    JsonNode reference = spec.path("dataSourceRef");
    if (reference.isMissingNode() && !isKnown(spec.path("dataSource"))) {
      spec.remove("dataSource");
    }
    if (spec.get("dataSource") instanceof ObjectNode source && reference.isMissingNode()) {
      spec.set("dataSourceRef", source.deepCopy());
    } else if (reference.isObject() && !spec.has("dataSource")) {
      spec.set("dataSource", reference.deepCopy());
    }
  }

  /** The old field is for claims and snapshots; anything else in it was never looked at. */
  private static boolean isKnown(JsonNode source) {
    String group = source.path("apiGroup").asString("");
    return switch (source.path("kind").asString("")) {
      case "PersistentVolumeClaim" -> group.isEmpty();
      case "VolumeSnapshot" -> group.equals("snapshot.storage.k8s.io");
      default -> false;
    };
  }

  @Override
  public void validateCreate(ObjectNode claim, FieldErrors errors) {
    ClaimRules.check(Field.root(claim, errors).get("spec"));
  }

  @Override
  public void validateUpdate(ObjectNode claim, ObjectNode old, FieldErrors errors) {
    validateCreate(claim, errors);
    ObjectNode given = claim.deepCopy();
    ObjectNode former = old.deepCopy();
    if (claim.path("status").path("phase").asString("").equals("Bound")) {
      mayGrow(Defaults.child(given, "spec"), Defaults.child(former, "spec"));
    }
    // The binder may fill in a volume once.
    if (former.path("spec").path("volumeName").asString("").isEmpty()) {
      Defaults.child(given, "spec").remove("volumeName");
      Defaults.child(former, "spec").remove("volumeName");
    }
    // As may be a class where there was none.
    if (!former.path("spec").has("storageClassName")) {
      Defaults.child(given, "spec").remove("storageClassName");
    }
    if (!Semantic.same(given.path("spec"), former.path("spec"))) {
      Field.root(claim, errors)
          .get("spec")
          .forbidden(
              "spec is immutable after creation except resources.requests and"
                  + " volumeAttributesClassName for bound claims");
    }
    ClaimRules.checkSize(Field.root(claim, errors), Field.root(old, errors));
    Field.root(claim, errors)
        .at("spec", "volumeMode")
        .saidAt(Field.root(claim, errors).get("volumeMode"))
        .unchangedFrom(Field.root(old, errors).at("spec", "volumeMode"));
  }

  @Override
  public void validateStatusUpdate(ObjectNode claim, ObjectNode old, FieldErrors errors) {
    Field status = Field.root(claim, errors).get("status");
    Field states = status.get("allocatedResourceStatuses");
    for (String resource : states.keys()) {
      states.key(resource).oneOf(RESIZE_STATES);
    }
  }

  /** A claim that has its volume may ask for more of it, and for other attributes. */
  private static void mayGrow(ObjectNode given, ObjectNode former) {
    for (ObjectNode spec : List.of(given, former)) {
      spec.remove("volumeAttributesClassName");
      Defaults.find(spec, "resources", "requests")
          .ifPresent(requests -> requests.remove("storage"));
    }
  }

  @Override
  public void warnOfCreate(Field claim, Warnings warnings) {
    StorageWarnings.claim(claim, warnings);
  }

  @Override
  public void warnOfUpdate(Field claim, Field old, Warnings warnings) {
    StorageWarnings.claim(claim, warnings);
  }
}
