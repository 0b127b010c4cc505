package dev.trierarch.catalog.autoscaling;

import dev.trierarch.catalog.Ages;
import dev.trierarch.catalog.Cells;
import dev.trierarch.catalog.Column;
import dev.trierarch.catalog.Columns;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** How HorizontalPodAutoscalers are shown in tables, in both versions. */
final class AutoscalingColumns {

  private AutoscalingColumns() {}

  static final List<Column> HORIZONTAL_POD_AUTOSCALERS =
      List.of(
          Columns.NAME,
          Columns.text(
              "Reference",
              "What is scaled.",
              one ->
                  Cells.text(one, "spec", "scaleTargetRef", "kind")
                      + "/"
                      + Cells.text(one, "spec", "scaleTargetRef", "name")),
          Columns.text(
              "Targets", "What is measured and what is aimed at.", AutoscalingColumns::targets),
          Columns.text(
              "MinPods", "Pods at least.", one -> orUnset(Cells.text(one, "spec", "minReplicas"))),
          Columns.number(
              "MaxPods", "Pods at most.", one -> Cells.number(one, "spec", "maxReplicas")),
          Columns.number(
              "Replicas", "Pods now.", one -> Cells.number(one, "status", "currentReplicas")),
          Columns.AGE);

  private static String orUnset(String text) {
    return text.isEmpty() ? "<unset>" : text;
  }

  private static Object targets(JsonNode autoscaler) {
    String percent = Cells.text(autoscaler, "spec", "targetCPUUtilizationPercentage");
    if (!percent.isEmpty()) {
      String now = Cells.text(autoscaler, "status", "currentCPUUtilizationPercentage");
      return "cpu: " + (now.isEmpty() ? Ages.UNKNOWN : now + "%") + "/" + percent + "%";
    }
    JsonNode current = Cells.at(autoscaler, "status", "currentMetrics");
    List<String> all = new ArrayList<>();
    int index = 0;
    for (JsonNode metric : Cells.at(autoscaler, "spec", "metrics")) {
      all.add(target(metric, current.path(index)));
      index++;
    }
    return Cells.orNone(Cells.firstOf(all));
  }

  private static String target(JsonNode metric, JsonNode current) {
    String type = Cells.text(metric, "type");
    String field = type.isEmpty() ? "" : Cells.lower(type.substring(0, 1)) + type.substring(1);
    String name = Cells.text(metric, field, "name");
    String value = value(Cells.at(metric, field, "target"));
    String now = value(Cells.at(current, field, "current"));
    String said = (now.isEmpty() ? Ages.UNKNOWN : now) + "/" + Cells.orNone(value);
    return name.isEmpty() ? said : name + ": " + said;
  }

  private static String value(JsonNode amount) {
    String percent = Cells.text(amount, "averageUtilization");
    if (!percent.isEmpty()) {
      return percent + "%";
    }
    String average = Cells.text(amount, "averageValue");
    return average.isEmpty() ? Cells.text(amount, "value") : average;
  }
}
