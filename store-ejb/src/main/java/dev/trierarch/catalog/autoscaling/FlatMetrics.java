package dev.trierarch.catalog.autoscaling;

import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Metrics as {@code autoscaling/v1} has them in its annotations, where {@code targetAverageValue}
 * is what is {@code target.averageValue} in version 2.
 */
final class FlatMetrics {

  private static final String UTILIZATION = "averageUtilization";
  private static final String AVERAGE = "averageValue";

  private FlatMetrics() {}

  /**
   * Makes a metric of version 2 flat.
   *
   * @param measure {@code target} of what is wanted, {@code current} of what is
   */
  static ObjectNode flat(JsonNode metric, String measure) {
    ObjectNode flat = (ObjectNode) metric.deepCopy();
    sources(flat)
        .forEach(
            (name, source) -> {
              JsonNode identity = source.path("metric");
              JsonNode amounts = source.path(measure);
              source.remove("metric");
              source.remove(measure);
              put(source, "target", source.remove("describedObject"));
              put(source, "metricName", identity.get("name"));
              put(source, selector(name), identity.get("selector"));
              names(name, measure).forEach((from, to) -> put(source, to, amounts.get(from)));
            });
    return flat;
  }

  /** Makes a metric of version 2 of a flat one. */
  static ObjectNode deep(JsonNode flat, String measure) {
    ObjectNode metric = (ObjectNode) flat.deepCopy();
    sources(metric)
        .forEach(
            (name, source) -> {
              ObjectNode amounts = source.objectNode();
              put(source, "describedObject", source.remove("target"));
              names(name, measure).forEach((to, from) -> put(amounts, to, source.remove(from)));
              if (measure.equals("target")) {
                amounts.put("type", type(amounts));
              }
              ObjectNode identity = source.objectNode();
              put(identity, "name", source.remove("metricName"));
              put(identity, "selector", source.remove(selector(name)));
              put(source, "metric", identity.isEmpty() ? null : identity);
              source.set(measure, amounts);
            });
    return metric;
  }

  private static String type(ObjectNode amounts) {
    if (amounts.has(UTILIZATION)) {
      return "Utilization";
    }
    return amounts.has(AVERAGE) ? "AverageValue" : "Value";
  }

  /** A metric's one source, by its field; none of what is none. */
  private static Map<String, ObjectNode> sources(ObjectNode metric) {
    Map<String, ObjectNode> sources = new LinkedHashMap<>();
    metric
        .properties()
        .forEach(
            field -> {
              if (field.getValue() instanceof ObjectNode source) {
                sources.put(field.getKey(), source);
              }
            });
    return sources;
  }

  /** What version 1 calls the amounts of a source. */
  private static Map<String, String> names(String source, String measure) {
    return Map.of(
        "value",
        measure + "Value",
        AVERAGE,
        source.equals("object") ? AVERAGE : measure + "AverageValue",
        UTILIZATION,
        measure + "AverageUtilization");
  }

  private static String selector(String source) {
    return source.equals("external") ? "metricSelector" : "selector";
  }

  private static void put(ObjectNode object, String field, JsonNode value) {
    if (value != null && !value.isNull()) {
      object.set(field, value);
    }
  }
}
