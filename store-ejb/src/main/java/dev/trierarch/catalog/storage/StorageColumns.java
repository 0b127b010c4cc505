package dev.trierarch.catalog.storage;

import dev.trierarch.catalog.Cells;
import dev.trierarch.catalog.Column;
import dev.trierarch.catalog.Columns;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** How the kinds of the storage group are shown in tables. */
final class StorageColumns {

  private static final String IS_DEFAULT = "storageclass.kubernetes.io/is-default-class";
  private static final String WAS_DEFAULT = "storageclass.beta.kubernetes.io/is-default-class";
  private static final String IS_DEFAULT_ATTRIBUTES =
      "volumeattributesclass.alpha.kubernetes.io/is-default-class";

  private StorageColumns() {}

  /** The name, and whether those that name no class get this one. */
  private static Column defaultMarkedName(String... annotations) {
    return new Column(
        Columns.NAME.name(),
        Columns.NAME.type(),
        Columns.NAME.format(),
        Columns.NAME.description(),
        0,
        (one, now) ->
            Cells.text(one, "metadata", "name") + (isTrue(one, annotations) ? " (default)" : ""));
  }

  private static boolean isTrue(JsonNode one, String... annotations) {
    return Stream.of(annotations)
        .anyMatch(name -> Cells.text(one, "metadata", "annotations", name).equals("true"));
  }

  static final List<Column> STORAGE_CLASSES =
      List.of(
          defaultMarkedName(IS_DEFAULT, WAS_DEFAULT),
          Columns.text(
              "Provisioner", "Who makes the volumes.", one -> Cells.text(one, "provisioner")),
          Columns.text(
              "ReclaimPolicy",
              "What becomes of volumes.",
              one -> textOr("Delete", one.path("reclaimPolicy"))),
          Columns.text(
              "VolumeBindingMode",
              "When volumes are made.",
              one -> textOr("Immediate", one.path("volumeBindingMode"))),
          Columns.text(
              "AllowVolumeExpansion",
              "Whether volumes may grow.",
              one -> Cells.at(one, "allowVolumeExpansion").asBoolean(false)),
          Columns.AGE);
  static final List<Column> VOLUME_ATTRIBUTES_CLASSES =
      List.of(
          defaultMarkedName(IS_DEFAULT_ATTRIBUTES),
          Columns.text("DriverName", "The driver.", one -> Cells.text(one, "driverName")),
          Columns.AGE);
  static final List<Column> VOLUME_ATTACHMENTS =
      List.of(
          Columns.NAME,
          new Column(
              "Attacher",
              "string",
              "name",
              "Who attaches it.",
              0,
              (one, now) -> Cells.text(one, "spec", "attacher")),
          Columns.text(
              "PV",
              "The volume.",
              one -> Cells.text(one, "spec", "source", "persistentVolumeName")),
          Columns.text("Node", "The node.", one -> Cells.text(one, "spec", "nodeName")),
          Columns.truth(
              "Attached",
              "Whether it is attached.",
              one -> Cells.at(one, "status", "attached").asBoolean(false)),
          Columns.AGE);
  static final List<Column> CSI_NODES =
      List.of(
          Columns.NAME,
          Columns.number(
              "Drivers",
              "How many drivers the node has.",
              one -> Cells.size(one, "spec", "drivers")),
          Columns.AGE);
  static final List<Column> CSI_STORAGE_CAPACITIES =
      List.of(
          Columns.NAME,
          Columns.text(
              "StorageClassName", "The storage class.", one -> Cells.text(one, "storageClassName")),
          Columns.text("Capacity", "What is left.", one -> Cells.textOrUnset(one, "capacity")));
  static final List<Column> CSI_DRIVERS =
      List.of(
          Columns.NAME,
          Columns.truth(
              "AttachRequired",
              "Whether volumes are attached first.",
              one -> Cells.at(one, "spec", "attachRequired").asBoolean(true)),
          Columns.truth(
              "PodInfoOnMount",
              "Whether it is told of pods.",
              one -> Cells.at(one, "spec", "podInfoOnMount").asBoolean(false)),
          Columns.truth(
              "StorageCapacity",
              "Whether it tells its capacity.",
              one -> Cells.at(one, "spec", "storageCapacity").asBoolean(false)),
          Columns.text(
              "TokenRequests",
              "Tokens it wants.",
              one -> tokenRequests(Cells.at(one, "spec", "tokenRequests"))),
          Columns.truth(
              "RequiresRepublish",
              "Whether it wants to be called again.",
              one -> Cells.at(one, "spec", "requiresRepublish").asBoolean(false)),
          Columns.text(
              "Modes",
              "Kinds of volumes.",
              one -> Cells.orNone(Cells.join(Cells.at(one, "spec", "volumeLifecycleModes")))),
          Columns.AGE);

  private static String tokenRequests(JsonNode requests) {
    return requests.isEmpty() ? Cells.UNSET : Cells.join(requests, "audience");
  }

  private static String textOr(String otherwise, JsonNode text) {
    return text.asString(otherwise);
  }
}
