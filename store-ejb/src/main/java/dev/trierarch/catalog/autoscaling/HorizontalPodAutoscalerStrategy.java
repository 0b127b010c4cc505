package dev.trierarch.catalog.autoscaling;

import dev.trierarch.catalog.Defaults;
import dev.trierarch.catalog.Field;
import dev.trierarch.catalog.FieldErrors;
import dev.trierarch.catalog.ResourceStrategy;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The rules that HorizontalPodAutoscalers are written by, in the stored version 2. */
public final class HorizontalPodAutoscalerStrategy implements ResourceStrategy {

  private static final int CPU_PERCENT = 80;
  private static final int PERIOD_SECONDS = 15;
  private static final int ALL_PERCENT = 100;
  private static final int PODS_ADDED = 4;

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
    Defaults.find(spec, "behavior").ifPresent(HorizontalPodAutoscalerStrategy::behavior);
  }

  /** What is not said of one direction is as if nothing had been said at all. */
  private static void behavior(ObjectNode behavior) {
    ObjectNode up = Defaults.child(behavior, "scaleUp");
    Defaults.number(up, "stabilizationWindowSeconds", 0);
    Defaults.text(up, "selectPolicy", "Max");
    if (Defaults.isAbsent(up, "policies")) {
      policy(up.putArray("policies"), "Pods", PODS_ADDED);
      policy(up.withArray("policies"), "Percent", ALL_PERCENT);
    }
    // How long to wait before there are fewer is the controller's to say.
    ObjectNode down = Defaults.child(behavior, "scaleDown");
    Defaults.text(down, "selectPolicy", "Max");
    if (Defaults.isAbsent(down, "policies")) {
      policy(down.putArray("policies"), "Percent", ALL_PERCENT);
    }
  }

  private static void policy(ArrayNode policies, String type, int value) {
    policies.addObject().put("type", type).put("value", value).put("periodSeconds", PERIOD_SECONDS);
  }

  @Override
  public void validateCreate(ObjectNode autoscaler, FieldErrors errors) {
    check(autoscaler, errors);
    reference(Field.root(autoscaler, errors).at("spec", "scaleTargetRef"));
  }

  private static void check(ObjectNode autoscaler, FieldErrors errors) {
    Field spec = Field.root(autoscaler, errors).get("spec");
    Field most = spec.get("maxReplicas");
    if (most.number() < spec.get("minReplicas").number()) {
      most.invalid("must be greater than or equal to `minReplicas`");
    }
    spec.get("metrics").items().forEach(MetricRules::check);
    for (String direction : List.of("scaleUp", "scaleDown")) {
      Field rules = spec.at("behavior", direction);
      if (rules.isPresent()) {
        rules.get("policies").required("must specify at least one Policy");
      }
    }
  }

  /** Only ReplicationControllers are scaled and have no group. */
  private static void reference(Field reference) {
    Field version = reference.get("apiVersion");
    String[] parts = version.text().split("/", -1);
    if (parts.length > 2) {
      version.invalid("unexpected GroupVersion string: " + version.text());
    } else if (!reference.get("kind").isText("ReplicationController")
        && (parts.length < 2 || parts[0].isEmpty())) {
      version.invalid("apiVersion must specify API group");
    }
  }

  @Override
  public void validateUpdate(ObjectNode autoscaler, ObjectNode old, FieldErrors errors) {
    check(autoscaler, errors);
    Field target = Field.root(autoscaler, errors).at("spec", "scaleTargetRef");
    Field former = Field.root(old, errors).at("spec", "scaleTargetRef");
    boolean same =
        List.of("apiVersion", "kind").stream()
            .allMatch(field -> target.get(field).isText(former.get(field).text()));
    if (!same) {
      reference(target);
    }
  }
}
