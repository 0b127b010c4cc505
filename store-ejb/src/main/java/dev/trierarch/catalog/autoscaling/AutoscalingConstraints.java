package dev.trierarch.catalog.autoscaling;

import static dev.trierarch.catalog.constraint.Constraints.atLeast;
import static dev.trierarch.catalog.constraint.Constraints.form;
import static dev.trierarch.catalog.constraint.Constraints.notNegative;
import static dev.trierarch.catalog.constraint.Constraints.oneOf;
import static dev.trierarch.catalog.constraint.Constraints.positive;
import static dev.trierarch.catalog.constraint.Constraints.positiveQuantity;
import static dev.trierarch.catalog.constraint.Constraints.quantity;
import static dev.trierarch.catalog.constraint.Constraints.required;
import static dev.trierarch.catalog.constraint.Constraints.supported;
import static dev.trierarch.catalog.constraint.Constraints.within;

import dev.trierarch.catalog.constraint.ConstraintTable;
import dev.trierarch.catalog.form.Form;
import io.fabric8.kubernetes.api.model.autoscaling.v2.ContainerResourceMetricSource;
import io.fabric8.kubernetes.api.model.autoscaling.v2.CrossVersionObjectReference;
import io.fabric8.kubernetes.api.model.autoscaling.v2.ExternalMetricSource;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HPAScalingPolicy;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HPAScalingRules;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscalerSpec;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscalerStatus;
import io.fabric8.kubernetes.api.model.autoscaling.v2.MetricIdentifier;
import io.fabric8.kubernetes.api.model.autoscaling.v2.MetricTarget;
import io.fabric8.kubernetes.api.model.autoscaling.v2.ObjectMetricSource;
import io.fabric8.kubernetes.api.model.autoscaling.v2.PodsMetricSource;
import io.fabric8.kubernetes.api.model.autoscaling.v2.ResourceMetricSource;

/** Rules of single fields of HorizontalPodAutoscalers. */
public final class AutoscalingConstraints {

  private static final int WINDOW_SECONDS_MAX = 3600;
  private static final int PERIOD_SECONDS_MAX = 1800;

  private AutoscalingConstraints() {}

  public static void declare(ConstraintTable table) {
    table.of(HorizontalPodAutoscaler.class).implied("spec");
    table
        .of(HorizontalPodAutoscalerSpec.class)
        .implied("scaleTargetRef")
        .field("minReplicas", atLeast(1))
        .number("maxReplicas", positive());
    table
        .of(CrossVersionObjectReference.class)
        .field("kind", required(), form(Form.PATH_SEGMENT))
        .field("name", required(), form(Form.PATH_SEGMENT));
    table
        .of(HorizontalPodAutoscalerStatus.class)
        .field("currentReplicas", notNegative())
        .field("desiredReplicas", notNegative());
    table
        .of(MetricIdentifier.class)
        .field("name", required("must specify a metric name"), form(Form.PATH_SEGMENT));
    table
        .of(ResourceMetricSource.class)
        .field("name", required("must specify a resource name"))
        .implied("target");
    table
        .of(ContainerResourceMetricSource.class)
        .field("name", required("must specify a resource name"))
        .field("container", required("must specify a container"))
        .implied("target");
    table.of(PodsMetricSource.class).implied("metric", "target");
    table.of(ObjectMetricSource.class).implied("metric", "target", "describedObject");
    table.of(ExternalMetricSource.class).implied("metric", "target");
    table
        .of(MetricTarget.class)
        .field("type", required("must specify a metric target type"), form(Form.METRIC_TARGET))
        .field("averageUtilization", positive())
        .field("value", positiveQuantity())
        .field("averageValue", positiveQuantity());
    table
        .of(HPAScalingRules.class)
        .field(
            "stabilizationWindowSeconds",
            within(0, Integer.MAX_VALUE, "must be greater than or equal to zero"),
            within(
                Integer.MIN_VALUE,
                WINDOW_SECONDS_MAX,
                "must be less than or equal to " + WINDOW_SECONDS_MAX))
        .field("selectPolicy", oneOf("Disabled", "Max", "Min"))
        .field("tolerance", quantity());
    table
        .of(HPAScalingPolicy.class)
        .field("type", supported("Percent", "Pods"))
        .number("value", within(1, Integer.MAX_VALUE, "must be greater than zero"))
        .number(
            "periodSeconds",
            within(1, Integer.MAX_VALUE, "must be greater than zero"),
            within(
                Integer.MIN_VALUE,
                PERIOD_SECONDS_MAX,
                "must be less than or equal to " + PERIOD_SECONDS_MAX));
  }
}
