package dev.trierarch.catalog.autoscaling;

import dev.trierarch.catalog.Defaults;
import dev.trierarch.catalog.Field;
import dev.trierarch.catalog.FieldErrors;
import dev.trierarch.catalog.ResourceStrategy;
import tools.jackson.databind.node.ObjectNode;

/** The rules that HorizontalPodAutoscalers are written by, in the stored version 2. */
public final class HorizontalPodAutoscalerStrategy implements ResourceStrategy {

  private static final int CPU_PERCENT = 80;

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
    spec.at("scaleTargetRef", "kind").required().pathSegment();
    spec.at("scaleTargetRef", "name").required().pathSegment();
    Field least = spec.get("minReplicas").atLeast(1);
    Field most = spec.get("maxReplicas");
    if (most.number() < 1) {
      most.invalid("must be greater than 0");
    } else if (most.number() < least.number()) {
      most.invalid("must be greater than or equal to `minReplicas`");
    }
  }

  @Override
  public void validateUpdate(ObjectNode autoscaler, ObjectNode old, FieldErrors errors) {
    validateCreate(autoscaler, errors);
  }
}
