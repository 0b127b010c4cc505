package dev.trierarch.catalog.core;

import dev.trierarch.catalog.Cells;
import dev.trierarch.catalog.Column;
import dev.trierarch.catalog.Columns;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** How volumes and the claims to them are shown in tables. */
final class VolumeColumns {

  /** How classes were named before there was a field for them. */
  private static final String CLASS_ANNOTATION = "volume.beta.kubernetes.io/storage-class";

  private VolumeColumns() {}

  private static final Column STATUS =
      Columns.text("Status", "Its phase.", VolumeColumns::phaseOrTerminating);

  private static final Column STORAGE_CLASS =
      Columns.text("StorageClass", "Its class.", VolumeColumns::storageClass);

  private static final Column ATTRIBUTES_CLASS =
      Columns.text(
          "VolumeAttributesClass",
          "The class of its attributes.",
          one -> Cells.textOrUnset(one, "spec", "volumeAttributesClassName"));

  private static final Column VOLUME_MODE =
      Columns.wide(
          "VolumeMode",
          "File system or block device.",
          one -> Cells.textOrUnset(one, "spec", "volumeMode"));

  static final List<Column> PERSISTENT_VOLUMES =
      List.of(
          Columns.NAME,
          Columns.text("Capacity", "Its size.", one -> size(one.path("spec"))),
          Columns.text(
              "Access Modes",
              "How it may be mounted.",
              one -> Cells.accessModes(Cells.at(one, "spec", "accessModes"))),
          Columns.text(
              "Reclaim Policy",
              "What becomes of it when its claim is gone.",
              one -> Cells.text(one, "spec", "persistentVolumeReclaimPolicy")),
          STATUS,
          Columns.text("Claim", "The claim it is bound to.", VolumeColumns::claim),
          STORAGE_CLASS,
          ATTRIBUTES_CLASS,
          Columns.text(
              "Reason", "Why it is in this phase.", one -> Cells.text(one, "status", "reason")),
          Columns.AGE,
          VOLUME_MODE);

  static final List<Column> PERSISTENT_VOLUME_CLAIMS =
      List.of(
          Columns.NAME,
          STATUS,
          Columns.text(
              "Volume", "The volume it is bound to.", one -> Cells.text(one, "spec", "volumeName")),
          Columns.text(
              "Capacity",
              "The volume's size.",
              one -> isBound(one) ? size(one.path("status")) : ""),
          Columns.text(
              "Access Modes",
              "How it may be mounted.",
              one -> isBound(one) ? Cells.accessModes(Cells.at(one, "status", "accessModes")) : ""),
          STORAGE_CLASS,
          ATTRIBUTES_CLASS,
          Columns.AGE,
          VOLUME_MODE);

  private static boolean isBound(JsonNode claim) {
    return !Cells.text(claim, "spec", "volumeName").isEmpty();
  }

  private static String size(JsonNode part) {
    String size = Cells.text(part, "capacity", "storage");
    return size.isEmpty() ? "0" : size;
  }

  private static Object phaseOrTerminating(JsonNode object) {
    return object.path("metadata").has("deletionTimestamp")
        ? "Terminating"
        : Cells.text(object, "status", "phase");
  }

  private static Object claim(JsonNode volume) {
    JsonNode claim = Cells.at(volume, "spec", "claimRef");
    return claim.isObject() ? Cells.text(claim, "namespace") + "/" + Cells.text(claim, "name") : "";
  }

  private static Object storageClass(JsonNode object) {
    JsonNode annotated = Cells.at(object, "metadata", "annotations", CLASS_ANNOTATION);
    return annotated.isString()
        ? annotated.stringValue()
        : Cells.text(object, "spec", "storageClassName");
  }
}
