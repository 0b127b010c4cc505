package dev.trierarch.catalog.core;

import dev.trierarch.catalog.Ages;
import dev.trierarch.catalog.Cells;
import dev.trierarch.catalog.Column;
import dev.trierarch.catalog.Columns;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** How pods are shown in tables. */
final class PodColumns {

  private PodColumns() {}

  static final List<Column> ALL =
      List.of(
          Columns.NAME,
          Columns.text(
              "Ready",
              "How many of the pod's containers are ready.",
              pod -> {
                PodSummary summary = PodSummary.of(pod);
                return summary.ready() + "/" + summary.containers();
              }),
          Columns.text("Status", "What the pod is doing.", pod -> PodSummary.of(pod).status()),
          Columns.timed(
              "Restarts",
              "How often containers of the pod were restarted, and when last.",
              PodColumns::restarts),
          Columns.AGE,
          Columns.wide(
              "IP",
              "The pod's address.",
              pod -> {
                String first = Cells.text(Cells.at(pod, "status", "podIPs").path(0), "ip");
                return first.isEmpty() ? Cells.textOrNone(pod, "status", "podIP") : first;
              }),
          Columns.wide(
              "Node", "Where the pod runs.", pod -> Cells.textOrNone(pod, "spec", "nodeName")),
          Columns.wide(
              "Nominated Node",
              "Where the pod will run when pods of less priority have gone.",
              pod -> Cells.textOrNone(pod, "status", "nominatedNodeName")),
          Columns.wide(
              "Readiness Gates", "How many of the gates are passed.", PodColumns::readinessGates));

  private static Object restarts(JsonNode pod, Instant now) {
    PodSummary summary = PodSummary.of(pod);
    if (summary.restarts() == 0 || summary.lastRestart() == null) {
      return Long.toString(summary.restarts());
    }
    String age = Ages.of(Duration.between(summary.lastRestart(), now));
    return summary.restarts() + " (" + age + " ago)";
  }

  private static Object readinessGates(JsonNode pod) {
    JsonNode gates = Cells.at(pod, "spec", "readinessGates");
    if (gates.isEmpty()) {
      return Cells.NONE;
    }
    int passed = 0;
    for (JsonNode gate : gates) {
      if (Cells.isTrue(pod, Cells.text(gate, "conditionType"))) {
        passed++;
      }
    }
    return passed + "/" + gates.size();
  }
}
