package dev.trierarch.controller.disruption;

import static dev.trierarch.controller.Samples.NOW;
import static dev.trierarch.controller.Samples.deleting;
import static dev.trierarch.controller.Samples.pod;
import static dev.trierarch.controller.Samples.replicaSet;
import static dev.trierarch.controller.Samples.unready;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudgetBuilder;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudgetStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DisruptionPlannerTest {

  private static final ReplicaSet SET = replicaSet("web", 4);

  private static PodDisruptionBudget budget(String minAvailable, String maxUnavailable) {
    return new PodDisruptionBudgetBuilder()
        .withNewMetadata()
        .withName("web")
        .withNamespace("default")
        .withGeneration(3L)
        .endMetadata()
        .withNewSpec()
        .withMinAvailable(value(minAvailable))
        .withMaxUnavailable(value(maxUnavailable))
        .endSpec()
        .build();
  }

  private static IntOrString value(String text) {
    return text == null
        ? null
        : text.endsWith("%") ? new IntOrString(text) : new IntOrString(Integer.parseInt(text));
  }

  private static List<Pod> pods(int ready, int notReady) {
    List<Pod> pods = new ArrayList<>();
    for (int i = 0; i < ready; i++) {
      pods.add(pod("ready" + i, SET));
    }
    for (int i = 0; i < notReady; i++) {
      pods.add(unready(pod("unready" + i, SET)));
    }
    return pods;
  }

  private static PodDisruptionBudgetStatus status(
      PodDisruptionBudget budget, List<Pod> pods, int replicas) {
    return DisruptionPlanner.plan(budget, pods, List.of(new Scale("web", replicas)), NOW).status();
  }

  private static String reason(PodDisruptionBudgetStatus status) {
    Condition condition = status.getConditions().get(0);
    return condition.getType() + "=" + condition.getStatus() + " " + condition.getReason();
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        // minAvailable, maxUnavailable, ready, unready, replicas: expected, desired, allowed
        "2, -, 4, 0, 4, 4, 2, 2",
        "2, -, 2, 2, 4, 4, 2, 0",
        "5, -, 4, 0, 4, 4, 5, 0",
        "50%, -, 3, 0, 5, 5, 3, 0",
        "50%, -, 4, 0, 5, 5, 3, 1",
        "0, -, 1, 0, 1, 1, 0, 1",
        "-, 1, 4, 0, 4, 4, 3, 1",
        "-, 1, 3, 1, 4, 4, 3, 0",
        "-, 25%, 4, 0, 4, 4, 3, 1",
        "-, 10%, 3, 0, 3, 3, 2, 1",
        "-, 9, 4, 0, 4, 4, 0, 4",
        "-, 1, 0, 0, 0, 0, 0, 0",
        "-, -, 2, 0, 2, 2, 0, 2",
      })
  void aBudgetAllowsWhatLeavesEnoughHealthyPods(
      String minAvailable,
      String maxUnavailable,
      int ready,
      int notReady,
      int replicas,
      int expected,
      int desired,
      int allowed) {
    PodDisruptionBudgetStatus status =
        status(budget(minAvailable, maxUnavailable), pods(ready, notReady), replicas);
    assertThat(status.getExpectedPods()).isEqualTo(expected);
    assertThat(status.getDesiredHealthy()).isEqualTo(desired);
    assertThat(status.getCurrentHealthy()).isEqualTo(ready);
    assertThat(status.getDisruptionsAllowed()).isEqualTo(allowed);
    assertThat(status.getObservedGeneration()).isEqualTo(3L);
    assertThat(reason(status))
        .isEqualTo(
            allowed > 0
                ? "DisruptionAllowed=True SufficientPods"
                : "DisruptionAllowed=False InsufficientPods");
  }

  private static PodDisruptionBudget havingEvicted(String podName, Instant when) {
    PodDisruptionBudget budget = budget("2", null);
    budget.setStatus(new PodDisruptionBudgetStatus());
    budget.getStatus().setDisruptedPods(Map.of(podName, when.toString()));
    return budget;
  }

  @Test
  void anEvictedPodIsNotHealthyUntilItIsGone() {
    PodDisruptionBudget budget = havingEvicted("ready0", NOW.minusSeconds(20));
    DisruptionPlan plan = DisruptionPlanner.plan(budget, pods(4, 0), List.of(), NOW);
    assertThat(plan.status().getCurrentHealthy()).isEqualTo(3);
    assertThat(plan.status().getDisruptionsAllowed()).isEqualTo(1);
    assertThat(plan.status().getDisruptedPods()).containsOnlyKeys("ready0");
    assertThat(plan.after()).contains(Duration.ofSeconds(100));
  }

  @Test
  void anEvictedPodThatIsNotDeletedInTimeCountsAgain() {
    PodDisruptionBudget budget = havingEvicted("ready0", NOW.minusSeconds(120));
    DisruptionPlan plan = DisruptionPlanner.plan(budget, pods(4, 0), List.of(), NOW);
    assertThat(plan.status().getCurrentHealthy()).isEqualTo(4);
    assertThat(plan.status().getDisruptedPods()).isEmpty();
    assertThat(plan.notDeleted())
        .extracting(pod -> pod.getMetadata().getName())
        .containsOnly("ready0");
  }

  @Test
  void aPodThatIsBeingDeletedIsForgottenAndNotHealthy() {
    List<Pod> pods = pods(3, 0);
    pods.add(deleting(pod("going", SET)));
    PodDisruptionBudget budget = havingEvicted("going", NOW);
    DisruptionPlan plan = DisruptionPlanner.plan(budget, pods, List.of(), NOW);
    assertThat(plan.status().getCurrentHealthy()).isEqualTo(3);
    assertThat(plan.status().getDisruptedPods()).isEmpty();
    assertThat(plan.status().getExpectedPods()).isEqualTo(4);
  }

  @Test
  void whatCannotBeCountedMayNotBeDisrupted() {
    PodDisruptionBudget budget = budget(null, "1");
    PodDisruptionBudgetStatus status = DisruptionPlanner.uncounted(budget, "why", NOW);
    assertThat(status.getDisruptionsAllowed()).isZero();
    assertThat(reason(status)).isEqualTo("DisruptionAllowed=False SyncFailed");
  }

  @Test
  void aStatusThatIsWrittenIsNotWrittenAgain() {
    PodDisruptionBudget budget = budget("2", null);
    budget.setStatus(status(budget, pods(4, 0), 4));
    assertThat(DisruptionPlanner.plan(budget, pods(4, 0), List.of(), NOW.plusSeconds(60)).status())
        .isEqualTo(budget.getStatus());
  }
}
