package dev.trierarch.catalog.autoscaling;

import dev.trierarch.catalog.Ages;
import dev.trierarch.catalog.Cells;
import dev.trierarch.catalog.Column;
import dev.trierarch.catalog.Columns;
import dev.trierarch.catalog.Conversion;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** How HorizontalPodAutoscalers are shown in tables, in both versions. */
final class AutoscalingColumns {

  private static final int METRICS_SHOWN_MAX = 2;
  private static final Conversion VERSION_1 = new HorizontalPodAutoscalerV1Conversion();

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
              "MinPods", "Pods at least.", one -> Cells.textOrUnset(one, "spec", "minReplicas")),
          Columns.text("MaxPods", "Pods at most.", one -> Cells.number(one, "spec", "maxReplicas")),
          Columns.text(
              "Replicas", "Pods now.", one -> Cells.number(one, "status", "currentReplicas")),
          Columns.AGE);

  private static Object targets(JsonNode served) {
    JsonNode autoscaler =
        Cells.text(served, "apiVersion").equals("autoscaling/v1")
            ? VERSION_1.toStored((ObjectNode) served.deepCopy())
            : served;
    JsonNode current = Cells.at(autoscaler, "status", "currentMetrics");
    List<String> all = new ArrayList<>();
    for (JsonNode metric : Cells.at(autoscaler, "spec", "metrics")) {
      all.add(target(metric, current.path(all.size())));
    }
    return Cells.orNone(Cells.firstOf(METRICS_SHOWN_MAX, ", ", all));
  }

  private static String target(JsonNode metric, JsonNode current) {
    return switch (Cells.text(metric, "type")) {
      case "Resource" -> resource(metric.path("resource"), current.path("resource"));
      case "ContainerResource" ->
          resource(metric.path("containerResource"), current.path("containerResource"));
      case "Pods" -> average(metric.path("pods"), current.path("pods"));
      case "Object" -> averageOrValue(metric.path("object"), current.path("object"));
      case "External" -> averageOrValue(metric.path("external"), current.path("external"));
      default -> "<unknown type>";
    };
  }

  /** Of a resource of pods, named: an amount, or the part that is used of what was requested. */
  private static String resource(JsonNode wanted, JsonNode now) {
    String name = Cells.text(wanted, "name") + ": ";
    if (wanted.path("target").has("averageValue")) {
      return name + average(wanted, now);
    }
    String target = Cells.text(wanted, "target", "averageUtilization");
    String current = Cells.text(now, "current", "averageUtilization");
    return name + known(percent(current)) + "/" + (target.isEmpty() ? "<auto>" : percent(target));
  }

  private static String averageOrValue(JsonNode wanted, JsonNode now) {
    return wanted.path("target").has("averageValue")
        ? average(wanted, now) + " (avg)"
        : amounts(wanted, now, "value");
  }

  private static String average(JsonNode wanted, JsonNode now) {
    return amounts(wanted, now, "averageValue");
  }

  private static String amounts(JsonNode wanted, JsonNode now, String field) {
    return known(Cells.text(now, "current", field)) + "/" + Cells.text(wanted, "target", field);
  }

  private static String percent(String number) {
    return number.isEmpty() ? "" : number + "%";
  }

  private static String known(String text) {
    return text.isEmpty() ? Ages.UNKNOWN : text;
  }
}
