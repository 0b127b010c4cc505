package dev.trierarch.catalog.autoscaling;

import static dev.trierarch.registry.Cluster.tree;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

class HorizontalPodAutoscalerV1ConversionTest {

  private static final String CPU =
      "{type: Resource, resource: {name: cpu, target: {type: Utilization, averageUtilization: 60}}}";
  private static final String MEMORY =
      "{type: Resource, resource: {name: memory, target: {type: AverageValue, averageValue: 1Gi}}}";
  private static final String CPU_VALUE =
      "{type: Resource, resource: {name: cpu, target: {type: AverageValue, averageValue: 1}}}";

  private static final String OBJECT =
      "{type: Object, object: {describedObject: {kind: Service, name: s}, metric: {name: m},"
          + " target: {type: Value, value: 2k}}}";
  private static final String PODS =
      "{type: Pods, pods: {metric: {name: m, selector: {matchLabels: {a: b}}}, target: {type:"
          + " AverageValue, averageValue: 1k}}}";
  private static final String EXTERNAL =
      "{type: External, external: {metric: {name: m, selector: {matchLabels: {a: b}}}, target:"
          + " {type: AverageValue, averageValue: 1}}}";

  private final HorizontalPodAutoscalerV1Conversion conversion =
      new HorizontalPodAutoscalerV1Conversion();

  private static ObjectNode stored(String spec, String status) {
    return tree(
        "{apiVersion: autoscaling/v2, kind: HorizontalPodAutoscaler, metadata: {name: a},"
            + " spec: {maxReplicas: 3%s}, status: {currentReplicas: 1%s}}".formatted(spec, status));
  }

  @Test
  void aCpuTargetIsAFieldInVersion1() {
    ObjectNode served = conversion.fromStored(stored(", metrics: [" + CPU + "]", ""));
    assertThat(served.path("apiVersion").asString()).isEqualTo("autoscaling/v1");
    assertThat(served.path("spec"))
        .isEqualTo(tree("{maxReplicas: 3, targetCPUUtilizationPercentage: 60}"));
    assertThat(served.path("metadata").has("annotations")).isFalse();
  }

  @Test
  void whatVersion1DoesNotKnowIsInAnnotations() {
    ObjectNode served =
        conversion.fromStored(
            stored(
                ", metrics: [" + MEMORY + "], behavior: {scaleDown: {}}",
                ", conditions: [{type: AbleToScale, status: 'True'}]"));
    assertThat(served.at("/metadata/annotations").propertyNames())
        .containsExactlyInAnyOrder(
            "autoscaling.alpha.kubernetes.io/metrics",
            "autoscaling.alpha.kubernetes.io/behavior",
            "autoscaling.alpha.kubernetes.io/conditions");
  }

  @Test
  void metricsAreFlatInAnnotations() {
    ObjectNode served =
        conversion.fromStored(stored(", metrics: [" + EXTERNAL + ", " + OBJECT + "]", ""));
    String text =
        served.at("/metadata/annotations/autoscaling.alpha.kubernetes.io~1metrics").asString();
    assertThat(tree("{v: " + text + "}").get("v"))
        .isEqualTo(
            tree("""
                    v:
                    - type: External
                      external:
                        {metricName: m, metricSelector: {matchLabels: {a: b}}, targetAverageValue: 1}
                    - type: Object
                      object: {target: {kind: Service, name: s}, metricName: m, targetValue: 2k}
                    """)
                .get("v"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ", metrics: [" + CPU + "]",
        ", metrics: [" + MEMORY + "]",
        ", metrics: [" + CPU + ", " + MEMORY + "]",
        ", metrics: [" + CPU_VALUE + "]",
        ", metrics: [" + OBJECT + ", " + PODS + ", " + EXTERNAL + "]",
        ", metrics: [" + CPU + "], behavior: {scaleUp: {stabilizationWindowSeconds: 5}}",
      })
  void nothingIsLostOnTheWayThroughVersion1(String spec) {
    String status =
        ", currentMetrics: [{type: Resource, resource: {name: cpu, current: {averageUtilization:"
            + " 7}}}], conditions: [{type: AbleToScale, status: 'True'}]";
    ObjectNode object = stored(spec, status);
    ObjectNode back = conversion.toStored(conversion.fromStored(object.deepCopy()));
    ((ObjectNode) back.path("metadata")).remove("annotations");
    assertThat(back).isEqualTo(object);
  }

  @Test
  void anAnnotationThatSomebodyBrokeSaysNothing() {
    ObjectNode served =
        tree(
            "{apiVersion: autoscaling/v1, metadata: {name: a, annotations:"
                + " {autoscaling.alpha.kubernetes.io/metrics: '[{'}}, spec: {maxReplicas: 3}}");
    assertThat(conversion.toStored(served).path("spec").has("metrics")).isFalse();
  }
}
