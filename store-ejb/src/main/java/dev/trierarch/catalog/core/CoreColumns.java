package dev.trierarch.catalog.core;

import dev.trierarch.catalog.Cells;
import dev.trierarch.catalog.Column;
import dev.trierarch.catalog.Columns;
import dev.trierarch.catalog.WorkloadColumns;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import tools.jackson.databind.JsonNode;

/** How the other kinds of the core group are shown in tables. */
final class CoreColumns {

  private CoreColumns() {}

  static final List<Column> COMPONENT_STATUSES =
      List.of(
          Columns.NAME,
          Columns.text(
              "Status",
              "Whether the component is healthy.",
              one -> Cells.text(healthy(one), "status").equals("True") ? "Healthy" : "Unhealthy"),
          Columns.text("Message", "What it says.", one -> Cells.text(healthy(one), "message")),
          Columns.text("Error", "What is wrong.", one -> Cells.text(healthy(one), "error")));

  static final List<Column> CONFIG_MAPS =
      List.of(
          Columns.NAME,
          Columns.number(
              "Data",
              "How many keys there are.",
              map -> Cells.size(map, "data") + Cells.size(map, "binaryData")),
          Columns.AGE);

  static final List<Column> SECRETS =
      List.of(
          Columns.NAME,
          Columns.text("Type", "What the secret is for.", secret -> Cells.text(secret, "type")),
          Columns.number("Data", "How many keys there are.", secret -> Cells.size(secret, "data")),
          Columns.AGE);

  static final List<Column> ENDPOINTS =
      List.of(
          Columns.NAME,
          Columns.text("Endpoints", "Addresses and ports.", CoreColumns::endpoints),
          Columns.AGE);

  static final List<Column> NAMESPACES =
      List.of(
          Columns.NAME,
          Columns.text(
              "Status", "Active or Terminating.", one -> Cells.text(one, "status", "phase")),
          Columns.AGE);

  static final List<Column> SERVICE_ACCOUNTS =
      List.of(
          Columns.NAME,
          Columns.number(
              "Secrets", "How many secrets belong to it.", one -> Cells.size(one, "secrets")),
          Columns.AGE);

  static final List<Column> POD_TEMPLATES =
      List.of(
          Columns.NAME,
          shown(WorkloadColumns.containers("template", "spec")),
          shown(WorkloadColumns.images("template", "spec")),
          Columns.text(
              "Pod Labels",
              "The labels of pods made from it.",
              one -> Cells.labels(Cells.at(one, "template", "metadata", "labels"))));

  static final List<Column> REPLICATION_CONTROLLERS =
      List.of(
          Columns.NAME,
          Columns.number("Desired", "Pods wanted.", one -> Cells.number(one, "spec", "replicas")),
          Columns.number("Current", "Pods there.", one -> Cells.number(one, "status", "replicas")),
          Columns.number(
              "Ready", "Pods ready.", one -> Cells.number(one, "status", "readyReplicas")),
          Columns.AGE,
          WorkloadColumns.containers("spec", "template", "spec"),
          WorkloadColumns.images("spec", "template", "spec"),
          Columns.wide(
              "Selector",
              "Selects the pods.",
              one -> Cells.labels(Cells.at(one, "spec", "selector"))));

  static final List<Column> RESOURCE_QUOTAS =
      List.of(
          Columns.NAME,
          Columns.text("Request", "Used and allowed requests.", one -> quota(one, false)),
          Columns.text("Limit", "Used and allowed limits.", one -> quota(one, true)),
          Columns.AGE);

  static final List<Column> PERSISTENT_VOLUMES =
      List.of(
          Columns.NAME,
          Columns.text(
              "Capacity", "Its size.", one -> Cells.text(one, "spec", "capacity", "storage")),
          Columns.text(
              "Access Modes",
              "How it may be mounted.",
              one -> Cells.accessModes(Cells.at(one, "spec", "accessModes"))),
          Columns.text(
              "Reclaim Policy",
              "What becomes of it when its claim is gone.",
              one -> Cells.text(one, "spec", "persistentVolumeReclaimPolicy")),
          Columns.text("Status", "Its phase.", CoreColumns::phaseOrTerminating),
          Columns.text("Claim", "The claim it is bound to.", CoreColumns::claim),
          Columns.text(
              "StorageClass", "Its class.", one -> Cells.text(one, "spec", "storageClassName")),
          Columns.text(
              "VolumeAttributesClass",
              "The class of its attributes.",
              one -> unset(Cells.text(one, "spec", "volumeAttributesClassName"))),
          Columns.text(
              "Reason", "Why it is in this phase.", one -> Cells.text(one, "status", "reason")),
          Columns.AGE,
          Columns.wide(
              "VolumeMode",
              "File system or block device.",
              one -> unset(Cells.text(one, "spec", "volumeMode"))));

  static final List<Column> PERSISTENT_VOLUME_CLAIMS =
      List.of(
          Columns.NAME,
          Columns.text("Status", "Its phase.", CoreColumns::phaseOrTerminating),
          Columns.text(
              "Volume", "The volume it is bound to.", one -> Cells.text(one, "spec", "volumeName")),
          Columns.text(
              "Capacity",
              "The volume's size.",
              one ->
                  Cells.text(one, "spec", "volumeName").isEmpty()
                      ? ""
                      : Cells.text(one, "status", "capacity", "storage")),
          Columns.text(
              "Access Modes",
              "How it may be mounted.",
              one ->
                  Cells.text(one, "spec", "volumeName").isEmpty()
                      ? ""
                      : Cells.accessModes(Cells.at(one, "status", "accessModes"))),
          Columns.text(
              "StorageClass", "Its class.", one -> Cells.text(one, "spec", "storageClassName")),
          Columns.text(
              "VolumeAttributesClass",
              "The class of its attributes.",
              one -> unset(Cells.text(one, "spec", "volumeAttributesClassName"))),
          Columns.AGE,
          Columns.wide(
              "VolumeMode",
              "File system or block device.",
              one -> unset(Cells.text(one, "spec", "volumeMode"))));

  private static Column shown(Column wide) {
    return new Column(wide.name(), wide.type(), wide.format(), wide.description(), 0, wide.cell());
  }

  private static JsonNode healthy(JsonNode component) {
    for (JsonNode condition : component.path("conditions")) {
      if (Cells.text(condition, "type").equals("Healthy")) {
        return condition;
      }
    }
    return component.path("no such condition");
  }

  private static Object endpoints(JsonNode endpoints) {
    List<String> all = new ArrayList<>();
    for (JsonNode subset : endpoints.path("subsets")) {
      for (JsonNode address : subset.path("addresses")) {
        String ip = Cells.text(address, "ip");
        if (subset.path("ports").isEmpty()) {
          all.add(ip);
        }
        for (JsonNode port : subset.path("ports")) {
          all.add(ip + ":" + Cells.number(port, "port"));
        }
      }
    }
    return Cells.orNone(Cells.firstOf(all));
  }

  private static String quota(JsonNode quota, boolean limits) {
    StringJoiner all = new StringJoiner(", ");
    for (var hard : Cells.at(quota, "status", "hard").properties()) {
      if (hard.getKey().startsWith("limits") == limits) {
        String used = Cells.text(quota, "status", "used", hard.getKey());
        all.add(hard.getKey() + ": " + used + "/" + hard.getValue().asString(""));
      }
    }
    return all.toString();
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

  private static String unset(String text) {
    return text.isEmpty() ? "<unset>" : text;
  }
}
