package dev.trierarch.catalog.core;

import dev.trierarch.catalog.Cells;
import dev.trierarch.catalog.Column;
import dev.trierarch.catalog.Columns;
import java.util.List;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/** How Nodes are shown in tables. */
final class NodeColumns {

  private static final String ROLE_PREFIX = "node-role.kubernetes.io/";
  private static final String ROLE_LABEL = "kubernetes.io/role";

  private NodeColumns() {}

  static final List<Column> ALL =
      List.of(
          Columns.NAME,
          Columns.text("Status", "Whether the node is ready for pods.", NodeColumns::status),
          Columns.text("Roles", "The roles of the node.", NodeColumns::roles),
          Columns.AGE,
          Columns.text("Version", "The agent's version.", node -> info(node, "kubeletVersion", "")),
          Columns.wide(
              "Internal-IP",
              "The node's address inside the cluster.",
              node -> address(node, "InternalIP")),
          Columns.wide(
              "External-IP",
              "The node's address outside the cluster.",
              node -> address(node, "ExternalIP")),
          Columns.wide(
              "OS-Image", "The operating system.", node -> info(node, "osImage", "<unknown>")),
          Columns.wide(
              "Kernel-Version",
              "The kernel's version.",
              node -> info(node, "kernelVersion", "<unknown>")),
          Columns.wide(
              "Container-Runtime",
              "The container runtime's version.",
              node -> info(node, "containerRuntimeVersion", "<unknown>")));

  private static Object status(JsonNode node) {
    JsonNode ready = Cells.condition(node, "Ready");
    String status;
    if (ready.isMissingNode()) {
      status = "Unknown";
    } else {
      status = Cells.text(ready, "status").equals("True") ? "Ready" : "NotReady";
    }
    boolean closed = Cells.at(node, "spec", "unschedulable").asBoolean(false);
    return closed ? status + ",SchedulingDisabled" : status;
  }

  private static Object roles(JsonNode node) {
    TreeSet<String> roles = new TreeSet<>();
    Cells.at(node, "metadata", "labels")
        .properties()
        .forEach(
            label -> {
              if (label.getKey().startsWith(ROLE_PREFIX)) {
                roles.add(label.getKey().substring(ROLE_PREFIX.length()));
              } else if (label.getKey().equals(ROLE_LABEL)) {
                roles.add(label.getValue().asString(""));
              }
            });
    roles.remove("");
    return Cells.orNone(String.join(",", roles));
  }

  private static String info(JsonNode node, String field, String otherwise) {
    String value = Cells.text(node, "status", "nodeInfo", field);
    return value.isEmpty() ? otherwise : value;
  }

  private static String address(JsonNode node, String type) {
    for (JsonNode address : Cells.at(node, "status", "addresses")) {
      if (Cells.text(address, "type").equals(type)) {
        return Cells.text(address, "address");
      }
    }
    return Cells.NONE;
  }
}
