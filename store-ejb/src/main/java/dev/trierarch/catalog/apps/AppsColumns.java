package dev.trierarch.catalog.apps;

import dev.trierarch.catalog.Cells;
import dev.trierarch.catalog.Column;
import dev.trierarch.catalog.Columns;
import dev.trierarch.catalog.WorkloadColumns;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** How the kinds of the apps group are shown in tables. */
final class AppsColumns {

  private AppsColumns() {}

  private static final Column READY =
      Columns.text(
          "Ready",
          "Pods ready, of pods wanted.",
          one ->
              Cells.number(one, "status", "readyReplicas")
                  + "/"
                  + Cells.number(one, "spec", "replicas"));

  static final List<Column> DEPLOYMENTS =
      WorkloadColumns.withTemplate(
          Columns.NAME,
          READY,
          Columns.text(
              "Up-to-date",
              "Pods of the wanted template.",
              one -> Cells.number(one, "status", "updatedReplicas")),
          Columns.text(
              "Available",
              "Pods ready for long enough.",
              one -> Cells.number(one, "status", "availableReplicas")),
          Columns.AGE);

  static final List<Column> REPLICA_SETS =
      WorkloadColumns.withTemplate(
          Columns.NAME,
          Columns.number("Desired", "Pods wanted.", one -> Cells.number(one, "spec", "replicas")),
          status("Current", "Pods there.", "replicas"),
          status("Ready", "Pods ready.", "readyReplicas"),
          Columns.AGE);

  static final List<Column> STATEFUL_SETS =
      List.of(
          Columns.NAME,
          READY,
          Columns.AGE,
          WorkloadColumns.containers("spec", "template", "spec"),
          WorkloadColumns.images("spec", "template", "spec"));

  static final List<Column> DAEMON_SETS =
      WorkloadColumns.withTemplate(
          Columns.NAME,
          status("Desired", "Nodes that should run a pod.", "desiredNumberScheduled"),
          status("Current", "Nodes that run a pod.", "currentNumberScheduled"),
          status("Ready", "Pods ready.", "numberReady"),
          status("Up-to-date", "Pods of the wanted template.", "updatedNumberScheduled"),
          status("Available", "Pods ready for long enough.", "numberAvailable"),
          Columns.text(
              "Node Selector",
              "Selects the nodes.",
              one -> Cells.labels(Cells.at(one, "spec", "template", "spec", "nodeSelector"))),
          Columns.AGE);

  static final List<Column> CONTROLLER_REVISIONS =
      List.of(
          Columns.NAME,
          Columns.text("Controller", "Whose revision it is.", AppsColumns::controller),
          Columns.text("Revision", "Its number.", one -> Cells.number(one, "revision")),
          Columns.AGE);

  private static Column status(String name, String description, String field) {
    return Columns.number(name, description, one -> Cells.number(one, "status", field));
  }

  private static Object controller(JsonNode revision) {
    for (JsonNode owner : Cells.at(revision, "metadata", "ownerReferences")) {
      if (owner.path("controller").asBoolean(false)) {
        String version = Cells.text(owner, "apiVersion");
        int slash = version.indexOf('/');
        String group = slash < 0 ? "" : "." + version.substring(0, slash);
        return Cells.lower(Cells.text(owner, "kind")) + group + "/" + Cells.text(owner, "name");
      }
    }
    return Cells.NONE;
  }
}
