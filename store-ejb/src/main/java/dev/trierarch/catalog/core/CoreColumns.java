package dev.trierarch.catalog.core;

import dev.trierarch.catalog.Cells;
import dev.trierarch.catalog.Column;
import dev.trierarch.catalog.Columns;
import dev.trierarch.catalog.WorkloadColumns;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import tools.jackson.databind.JsonNode;

/** How the other kinds of the core group are shown in tables. */
final class CoreColumns {

  private CoreColumns() {}

  static final List<Column> COMPONENT_STATUSES =
      List.of(
          Columns.NAME,
          Columns.text("Status", "Whether the component is healthy.", CoreColumns::health),
          Columns.text("Message", "What it says.", one -> Cells.text(healthy(one), "message")),
          Columns.text("Error", "What is wrong.", one -> Cells.text(healthy(one), "error")));

  static final List<Column> CONFIG_MAPS =
      List.of(
          Columns.NAME,
          Columns.text(
              "Data",
              "How many keys there are.",
              map -> Cells.size(map, "data") + Cells.size(map, "binaryData")),
          Columns.AGE);

  static final List<Column> SECRETS =
      List.of(
          Columns.NAME,
          Columns.text("Type", "What the secret is for.", secret -> Cells.text(secret, "type")),
          Columns.text("Data", "How many keys there are.", secret -> Cells.size(secret, "data")),
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
          Columns.text(
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

  private static Column shown(Column wide) {
    return new Column(wide.name(), wide.type(), wide.format(), wide.description(), 0, wide.cell());
  }

  private static Object health(JsonNode component) {
    JsonNode condition = healthy(component);
    if (condition.isMissingNode()) {
      return "Unknown";
    }
    return Cells.text(condition, "status").equals("True") ? "Healthy" : "Unhealthy";
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
    if (endpoints.path("subsets").isEmpty()) {
      return Cells.NONE;
    }
    List<String> all = new ArrayList<>();
    for (JsonNode subset : endpoints.path("subsets")) {
      if (subset.path("ports").isEmpty()) {
        subset.path("addresses").forEach(address -> all.add(Cells.text(address, "ip")));
      }
      for (JsonNode port : subset.path("ports")) {
        String number = Cells.text(port, "port");
        subset.path("addresses").forEach(address -> all.add(withPort(address, number)));
      }
    }
    return Cells.firstOf(all);
  }

  private static String withPort(JsonNode address, String port) {
    String ip = Cells.text(address, "ip");
    return (ip.contains(":") ? "[" + ip + "]" : ip) + ":" + port;
  }

  private static String quota(JsonNode quota, boolean limits) {
    StringJoiner all = new StringJoiner(", ");
    Cells.at(quota, "status", "hard").properties().stream()
        .filter(hard -> hard.getKey().startsWith("limits.") == limits)
        .sorted(Map.Entry.comparingByKey())
        .forEach(
            hard -> {
              String used = Cells.text(quota, "status", "used", hard.getKey());
              String most = hard.getValue().asString("");
              all.add(hard.getKey() + ": " + (used.isEmpty() ? "0" : used) + "/" + most);
            });
    return all.toString();
  }
}
