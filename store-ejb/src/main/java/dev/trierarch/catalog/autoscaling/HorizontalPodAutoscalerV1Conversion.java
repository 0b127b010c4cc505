package dev.trierarch.catalog.autoscaling;

import dev.trierarch.catalog.Conversion;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Between {@code autoscaling/v1} and the stored v2. Version 1 knows only a target for CPU; other
 * metrics, behavior, current metrics and conditions travel in annotations, as upstream has them.
 */
final class HorizontalPodAutoscalerV1Conversion implements Conversion {

  private static final String METRICS = "autoscaling.alpha.kubernetes.io/metrics";
  private static final String BEHAVIOR = "autoscaling.alpha.kubernetes.io/behavior";
  private static final String CURRENT_METRICS = "autoscaling.alpha.kubernetes.io/current-metrics";
  private static final String CONDITIONS = "autoscaling.alpha.kubernetes.io/conditions";
  private static final String TARGET = "targetCPUUtilizationPercentage";
  private static final String CURRENT = "currentCPUUtilizationPercentage";
  private static final ObjectMapper JSON = JsonMapper.shared();

  @Override
  public ObjectNode toStored(ObjectNode served) {
    served.put("apiVersion", "autoscaling/v2");
    if (served.get("spec") instanceof ObjectNode spec) {
      ArrayNode metrics = metricsFromAnnotation(served, METRICS, "target");
      JsonNode target = spec.remove(TARGET);
      if (target != null && !target.isNull()) {
        metrics.insert(0, cpuTarget(target));
      }
      setUnlessEmpty(spec, "metrics", metrics);
      JsonNode behavior = takeAnnotation(served, BEHAVIOR);
      if (behavior instanceof ObjectNode) {
        spec.set("behavior", behavior);
      }
    }
    if (served.get("status") instanceof ObjectNode status) {
      ArrayNode current = metricsFromAnnotation(served, CURRENT_METRICS, "current");
      JsonNode percent = status.remove(CURRENT);
      if (percent != null && !percent.isNull()) {
        current.insert(0, cpuCurrent(percent));
      }
      setUnlessEmpty(status, "currentMetrics", current);
      setUnlessEmpty(status, "conditions", listFromAnnotation(served, CONDITIONS));
    }
    return served;
  }

  @Override
  public ObjectNode fromStored(ObjectNode stored) {
    stored.put("apiVersion", "autoscaling/v1");
    if (stored.get("spec") instanceof ObjectNode spec) {
      ArrayNode others = JSON.createArrayNode();
      for (JsonNode metric : list(spec.remove("metrics"))) {
        JsonNode percent = cpu(metric).path("target").path("averageUtilization");
        if (percent.isNumber() && !spec.has(TARGET)) {
          spec.set(TARGET, percent);
        } else {
          others.add(FlatMetrics.flat(metric, "target"));
        }
      }
      annotateUnlessEmpty(stored, METRICS, others);
      JsonNode behavior = spec.remove("behavior");
      if (behavior instanceof ObjectNode) {
        annotate(stored, BEHAVIOR, behavior);
      }
    }
    if (stored.get("status") instanceof ObjectNode status) {
      ArrayNode others = JSON.createArrayNode();
      for (JsonNode metric : list(status.remove("currentMetrics"))) {
        JsonNode percent = cpu(metric).path("current").path("averageUtilization");
        if (percent.isNumber() && !status.has(CURRENT)) {
          status.set(CURRENT, percent);
        } else {
          others.add(FlatMetrics.flat(metric, "current"));
        }
      }
      annotateUnlessEmpty(stored, CURRENT_METRICS, others);
      annotateUnlessEmpty(stored, CONDITIONS, list(status.remove("conditions")));
    }
    return stored;
  }

  @Override
  public String fieldLabelToStored(String label) {
    return label;
  }

  private static JsonNode cpu(JsonNode metric) {
    JsonNode resource = metric.path("resource");
    return resource.path("name").asString("").equals("cpu") ? resource : metric.path("none");
  }

  private static ObjectNode cpuTarget(JsonNode percent) {
    ObjectNode metric = JSON.createObjectNode().put("type", "Resource");
    ObjectNode resource = metric.putObject("resource").put("name", "cpu");
    resource.putObject("target").put("type", "Utilization").set("averageUtilization", percent);
    return metric;
  }

  private static ObjectNode cpuCurrent(JsonNode percent) {
    ObjectNode metric = JSON.createObjectNode().put("type", "Resource");
    ObjectNode resource = metric.putObject("resource").put("name", "cpu");
    resource.putObject("current").set("averageUtilization", percent);
    return metric;
  }

  private static ArrayNode list(JsonNode node) {
    return node instanceof ArrayNode array ? array : JSON.createArrayNode();
  }

  private static ArrayNode listFromAnnotation(ObjectNode object, String name) {
    return list(takeAnnotation(object, name));
  }

  private static ArrayNode metricsFromAnnotation(ObjectNode object, String name, String measure) {
    ArrayNode metrics = JSON.createArrayNode();
    for (JsonNode metric : listFromAnnotation(object, name)) {
      if (metric.isObject()) {
        metrics.add(FlatMetrics.deep(metric, measure));
      }
    }
    return metrics;
  }

  private static JsonNode takeAnnotation(ObjectNode object, String name) {
    if (!(object.path("metadata").get("annotations") instanceof ObjectNode annotations)) {
      return null;
    }
    JsonNode text = annotations.remove(name);
    return text == null || !text.isString() ? null : parse(text.stringValue());
  }

  private static JsonNode parse(String json) {
    try {
      return JSON.readTree(json);
    } catch (JacksonException notJson) {
      return null; // As upstream: an annotation that somebody broke says nothing.
    }
  }

  private static void setUnlessEmpty(ObjectNode object, String field, ArrayNode values) {
    if (!values.isEmpty()) {
      object.set(field, values);
    }
  }

  private static void annotateUnlessEmpty(ObjectNode object, String name, ArrayNode values) {
    if (!values.isEmpty()) {
      annotate(object, name, values);
    }
  }

  private static void annotate(ObjectNode object, String name, JsonNode value) {
    object.withObject("/metadata/annotations").put(name, JSON.writeValueAsString(value));
  }
}
