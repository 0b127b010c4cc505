package dev.trierarch.controller.flowschema;

import static dev.trierarch.controller.Samples.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.flowcontrol.v1.FlowSchema;
import io.fabric8.kubernetes.api.model.flowcontrol.v1.FlowSchemaBuilder;
import io.fabric8.kubernetes.api.model.flowcontrol.v1.FlowSchemaCondition;
import org.junit.jupiter.api.Test;

class DanglingPlannerTest {

  private static final FlowSchema SCHEMA =
      new FlowSchemaBuilder()
          .withNewSpec()
          .withNewPriorityLevelConfiguration("crew")
          .endSpec()
          .build();

  private static FlowSchema with(FlowSchemaCondition condition) {
    return new FlowSchemaBuilder(SCHEMA)
        .withNewStatus()
        .withConditions(condition)
        .endStatus()
        .build();
  }

  @Test
  void aSchemaSaysWhetherItsLevelIsThere() {
    FlowSchemaCondition found = DanglingPlanner.conditionIfChanged(SCHEMA, true, NOW).orElseThrow();
    assertThat(found.getStatus()).isEqualTo("False");
    assertThat(found.getReason()).isEqualTo("Found");
    assertThat(found.getMessage()).endsWith("object named \"crew\" and it exists");

    FlowSchemaCondition missing =
        DanglingPlanner.conditionIfChanged(with(found), false, NOW.plusSeconds(5)).orElseThrow();
    assertThat(missing.getStatus()).isEqualTo("True");
    assertThat(missing.getReason()).isEqualTo("NotFound");
    assertThat(missing.getLastTransitionTime()).isEqualTo(NOW.plusSeconds(5).toString());
  }

  @Test
  void aPlanThatIsFollowedLeavesNothingToDo() {
    for (boolean exists : new boolean[] {true, false}) {
      FlowSchemaCondition condition =
          DanglingPlanner.conditionIfChanged(SCHEMA, exists, NOW).orElseThrow();
      assertThat(DanglingPlanner.conditionIfChanged(with(condition), exists, NOW.plusSeconds(9)))
          .isEmpty();
    }
  }

  @Test
  void anotherLevelOfTheSameKindIsNoTransition() {
    FlowSchemaCondition condition =
        new FlowSchemaCondition(NOW.toString(), "of another", "Found", "False", "Dangling");
    assertThat(
            DanglingPlanner.conditionIfChanged(with(condition), true, NOW.plusSeconds(9))
                .orElseThrow()
                .getLastTransitionTime())
        .isEqualTo(NOW.toString());
  }
}
