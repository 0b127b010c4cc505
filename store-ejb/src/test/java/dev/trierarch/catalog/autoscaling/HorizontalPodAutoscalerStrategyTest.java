package dev.trierarch.catalog.autoscaling;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trierarch.catalog.StrategyCase;
import dev.trierarch.catalog.Trees;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

class HorizontalPodAutoscalerStrategyTest {

  private static ObjectNode behavior(String given) {
    return (ObjectNode)
        new StrategyCase(
                "autoscaling/v2",
                "HorizontalPodAutoscaler",
                "{spec: {maxReplicas: 3, behavior: " + given + "}}")
            .object()
            .at("/spec/behavior");
  }

  @Test
  void aBehaviorThatSaysNothingIsWhatThereIsWithoutOne() {
    assertThat(behavior("{}"))
        .isEqualTo(
            Trees.yaml(
                """
                scaleUp:
                  stabilizationWindowSeconds: 0
                  selectPolicy: Max
                  policies:
                  - {type: Pods, value: 4, periodSeconds: 15}
                  - {type: Percent, value: 100, periodSeconds: 15}
                scaleDown:
                  selectPolicy: Max
                  policies: [{type: Percent, value: 100, periodSeconds: 15}]
                """));
  }

  @Test
  void whatIsSaidOfOneDirectionStands() {
    ObjectNode down =
        (ObjectNode)
            behavior(
                    "{scaleDown: {selectPolicy: Disabled, policies: [{type: Pods, value: 1,"
                        + " periodSeconds: 60}]}}")
                .get("scaleDown");
    assertThat(down)
        .isEqualTo(
            Trees.yaml(
                "{selectPolicy: Disabled, policies: [{type: Pods, value: 1, periodSeconds: 60}]}"));
  }
}
