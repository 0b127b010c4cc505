package dev.trierarch.catalog.storage;

import dev.trierarch.catalog.Cells;
import dev.trierarch.catalog.Column;
import dev.trierarch.catalog.Columns;
import java.util.List;

/** How the kinds of the storage group are shown in tables. */
final class StorageColumns {

  private static final String IS_DEFAULT = "storageclass.kubernetes.io/is-default-class";

  private StorageColumns() {}

  /** The name, and whether claims without a class get this one. */
  private static final Column DEFAULT_MARKED_NAME =
      new Column(
          "Name",
          "string",
          "name",
          "Name must be unique within a namespace.",
          0,
          (one, now) ->
              Cells.text(one, "metadata", "name")
                  + (Cells.text(one, "metadata", "annotations", IS_DEFAULT).equals("true")
                      ? " (default)"
                      : ""));

  static final List<Column> STORAGE_CLASSES =
      List.of(
          DEFAULT_MARKED_NAME,
          Columns.text(
              "Provisioner", "Who makes the volumes.", one -> Cells.text(one, "provisioner")),
          Columns.text(
              "ReclaimPolicy", "What becomes of volumes.", one -> Cells.text(one, "reclaimPolicy")),
          Columns.text(
              "VolumeBindingMode",
              "When volumes are made.",
              one -> Cells.text(one, "volumeBindingMode")),
          new Column(
              "AllowVolumeExpansion",
              "boolean",
              "",
              "Whether volumes may grow.",
              0,
              (one, now) -> Cells.at(one, "allowVolumeExpansion").asBoolean(false)),
          Columns.AGE);
  static final List<Column> VOLUME_ATTRIBUTES_CLASSES =
      List.of(
          Columns.NAME,
          Columns.text("DriverName", "The driver.", one -> Cells.text(one, "driverName")),
          Columns.AGE);
  static final List<Column> VOLUME_ATTACHMENTS =
      List.of(
          Columns.NAME,
          Columns.text("Attacher", "Who attaches it.", one -> Cells.text(one, "spec", "attacher")),
          Columns.text(
              "PV",
              "The volume.",
              one -> Cells.text(one, "spec", "source", "persistentVolumeName")),
          Columns.text("Node", "The node.", one -> Cells.text(one, "spec", "nodeName")),
          new Column(
              "Attached",
              "boolean",
              "",
              "Whether it is attached.",
              0,
              (one, now) -> Cells.at(one, "status", "attached").asBoolean(false)),
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
          Columns.text("Capacity", "What is left.", one -> Cells.text(one, "capacity")));
  static final List<Column> CSI_DRIVERS =
      List.of(
          Columns.NAME,
          new Column(
              "AttachRequired",
              "boolean",
              "",
              "Whether volumes are attached first.",
              0,
              (one, now) -> Cells.at(one, "spec", "attachRequired").asBoolean(false)),
          new Column(
              "PodInfoOnMount",
              "boolean",
              "",
              "Whether it is told of pods.",
              0,
              (one, now) -> Cells.at(one, "spec", "podInfoOnMount").asBoolean(false)),
          new Column(
              "StorageCapacity",
              "boolean",
              "",
              "Whether it tells its capacity.",
              0,
              (one, now) -> Cells.at(one, "spec", "storageCapacity").asBoolean(false)),
          Columns.text(
              "TokenRequests",
              "Tokens it wants.",
              one -> unset(Cells.join(Cells.at(one, "spec", "tokenRequests"), "audience"))),
          new Column(
              "RequiresRepublish",
              "boolean",
              "",
              "Whether it wants to be called again.",
              0,
              (one, now) -> Cells.at(one, "spec", "requiresRepublish").asBoolean(false)),
          Columns.text(
              "Modes",
              "Kinds of volumes.",
              one -> Cells.join(Cells.at(one, "spec", "volumeLifecycleModes"))),
          Columns.AGE);

  private static String unset(String text) {
    return text.isEmpty() ? "<unset>" : text;
  }
}
