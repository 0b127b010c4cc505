package dev.trierarch.catalog.autoscaling;

import dev.trierarch.catalog.Defaults;
import dev.trierarch.catalog.Field;
import dev.trierarch.catalog.FieldErrors;
import dev.trierarch.catalog.ResourceStrategy;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.node.ObjectNode;

/** The rules that HorizontalPodAutoscalers are written by, in the stored version 2. */
public final class HorizontalPodAutoscalerStrategy implements ResourceStrategy {

  private static final int CPU_PERCENT = 80;
  private static final Map<String, String> SOURCES =
      new TreeMap<>(
          Map.of(
              "ContainerResource", "containerResource",
              "External", "external",
              "Object", "object",
              "Pods", "pods",
              "Resource", "resource"));

  @Override
  public void setDefaults(ObjectNode autoscaler) {
    ObjectNode spec = Defaults.child(autoscaler, "spec");
    Defaults.number(spec, "minReplicas", 1);
    if (spec.path("metrics").isEmpty()) {
      ObjectNode resource =
          spec.putArray("metrics").addObject().put("type", "Resource").putObject("resource");
      resource.put("name", "cpu");
      resource
          .putObject("target")
          .put("type", "Utilization")
          .put("averageUtilization", CPU_PERCENT);
    }
  }

  @Override
  public void validateCreate(ObjectNode autoscaler, FieldErrors errors) {
    Field spec = Field.root(autoscaler, errors).get("spec");
    Field most = spec.get("maxReplicas");
    if (most.number() >= 1 && most.number() < spec.get("minReplicas").number()) {
      most.invalid("must be greater than or equal to `minReplicas`");
    }
    for (Field metric : spec.get("metrics").items()) {
      metric(metric);
    }
    for (String direction : List.of("scaleUp", "scaleDown")) {
      Field rules = spec.at("behavior", direction);
      if (rules.isPresent()) {
        rules.get("policies").required("must specify at least one Policy");
      }
    }
  }

  /** A metric says what its type needs, and nothing else. */
  private static void metric(Field metric) {
    Field type = metric.get("type");
    type.required("must specify a metric source type")
        .oneOf(SOURCES.keySet().toArray(new String[0]));
    String wanted = SOURCES.get(type.text());
    if (wanted == null) {
      return;
    }
    if (!metric.get(wanted).isPresent()) {
      metric.get(wanted).missing("must populate information for the given metric source");
    }
    for (String source : SOURCES.values()) {
      if (!source.equals(wanted) && metric.get(source).isPresent()) {
        metric.get(source).forbidden("must populate the given metric source only: " + type.text());
      }
    }
  }

  @Override
  public void validateUpdate(ObjectNode autoscaler, ObjectNode old, FieldErrors errors) {
    validateCreate(autoscaler, errors);
  }
}
