package dev.trierarch.catalog.autoscaling;

import dev.trierarch.catalog.Field;
import java.math.BigDecimal;
import java.util.Map;
import java.util.TreeMap;

/** Validates what a HorizontalPodAutoscaler measures and what it aims at. */
final class MetricRules {

  private static final String VALUE = "value";
  private static final String PER_POD = "averageValue";
  private static final String UTILIZATION = "averageUtilization";

  private static final Map<String, String> SOURCES =
      new TreeMap<>(
          Map.of(
              "ContainerResource", "containerResource",
              "External", "external",
              "Object", "object",
              "Pods", "pods",
              "Resource", "resource"));

  private MetricRules() {}

  /** A metric says what its type needs, and nothing else. */
  static void check(Field metric) {
    Field type = metric.get("type");
    type.required("must specify a metric source type");
    String wanted = SOURCES.get(type.text());
    if (wanted == null) {
      type.notSupported(SOURCES.keySet().toArray(new String[0]));
      return;
    }
    if (!metric.get(wanted).isPresent()) {
      metric.get(wanted).missing("must populate information for the given metric source");
    }
    for (String source : SOURCES.values()) {
      if (!source.equals(wanted) && metric.get(source).isPresent()) {
        metric.get(source).forbidden("must populate the given metric source only");
      }
    }
    aims(metric);
  }

  private static void aims(Field metric) {
    if (metric.get("object").isPresent()) {
      needsEither(metric.at("object", "target"), "must set either a target value or averageValue");
    }
    if (metric.get("external").isPresent()) {
      Field target = metric.at("external", "target");
      needsEither(target, "must set either a target value for metric or a per-pod target");
      if (target.get(VALUE).isPresent() && target.get(PER_POD).isPresent()) {
        target
            .get(VALUE)
            .forbidden("may not set both a target value for metric and a per-pod target");
      }
    }
    if (metric.get("pods").isPresent()) {
      perPod(metric.at("pods", "target").get(PER_POD));
    }
    resource(metric.get("resource"));
    resource(metric.get("containerResource"));
  }

  private static void needsEither(Field target, String detail) {
    if (!target.get(VALUE).isPresent() && !target.get(PER_POD).isPresent()) {
      target.get(PER_POD).missing(detail);
    }
  }

  private static void perPod(Field amount) {
    if (amount.amount().filter(one -> one.compareTo(BigDecimal.ZERO) > 0).isEmpty()) {
      amount.missing("must specify a positive target averageValue");
    }
  }

  private static void resource(Field source) {
    if (!source.isPresent()) {
      return;
    }
    Field target = source.get("target");
    boolean share = target.get(UTILIZATION).isPresent();
    boolean amount = target.get(PER_POD).isPresent();
    if (!share && !amount) {
      target.get(UTILIZATION).missing("must set either a target raw value or a target utilization");
    } else if (share && amount) {
      target.get(PER_POD).forbidden("may not set both a target raw value and a target utilization");
    }
  }
}
