package dev.trierarch.scheduler;

import static dev.trierarch.scheduler.Samples.cluster;
import static dev.trierarch.scheduler.Samples.cordoned;
import static dev.trierarch.scheduler.Samples.node;
import static dev.trierarch.scheduler.Samples.pending;
import static dev.trierarch.scheduler.Samples.pod;
import static dev.trierarch.scheduler.Samples.small;
import static dev.trierarch.scheduler.Samples.state;
import static dev.trierarch.scheduler.Samples.tainted;
import static dev.trierarch.scheduler.Samples.withPriority;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trierarch.scheduler.framework.ClusterSnapshot;
import dev.trierarch.scheduler.framework.NodeState;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudgetBuilder;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SchedulingCycleTest {

  private final SchedulingCycle cycle = new SchedulingCycle(Profile.standard(), new Random(1));

  @Test
  void theEmptierNodeIsChosen() {
    ClusterSnapshot cluster = cluster(state(node("n1"), pod("a", "3", "6Gi")), state(node("n2")));
    assertThat(place(small("web"), cluster).nodeName()).contains("n2");
  }

  @Test
  void theReasonsOfAllNodesAreCountedInOneSentence() {
    ClusterSnapshot cluster =
        cluster(
            state(node("n1"), pod("a", "4", "1Gi")),
            state(tainted(node("n2"), "node.kubernetes.io/not-ready", null, "NoSchedule")),
            state(cordoned(node("n3"))),
            state(cordoned(node("n4"))));
    Placement placement = place(pod("web", "1", "1Gi"), cluster);
    assertThat(placement.nodeName()).isEmpty();
    assertThat(placement.message())
        .isEqualTo(
            "0/4 nodes are available: 1 Insufficient cpu, 1 node(s) had untolerated taint"
                + " {node.kubernetes.io/not-ready: }, 2 node(s) were unschedulable.");
    assertThat(placement.refusingPlugins())
        .containsExactlyInAnyOrder("NodeResourcesFit", "TaintToleration", "NodeUnschedulable");
  }

  @Test
  void withoutNodesThatIsSaid() {
    assertThat(place(small("web"), cluster()).message())
        .isEqualTo("no nodes available to schedule pods");
  }

  @Test
  void roomThatWasPromisedToAnotherIsTaken() {
    ClusterSnapshot cluster = cluster(state(node("n1")));
    Map<String, List<Pod>> promised = Map.of("n1", List.of(pod("first", "3", "1Gi")));
    assertThat(cycle.place(pending(pod("web", "2", "1Gi")), cluster, promised).nodeName())
        .isEmpty();
    assertThat(cycle.place(pending(pod("web", "1", "1Gi")), cluster, promised).nodeName())
        .contains("n1");
  }

  @Test
  void theLeastImportantPodsHaveToLeave() {
    NodeState first =
        state(
            node("n1"),
            withPriority(pod("a", "2", "1Gi"), 5),
            withPriority(pod("b", "2", "1Gi"), 1));
    NodeState second = state(node("n2"), withPriority(pod("c", "4", "1Gi"), 7));
    ClusterSnapshot cluster = cluster(first, second);
    Preemption.Result result = preempt(important("2"), cluster, List.of());
    assertThat(result.nodeName()).contains("n1");
    assertThat(result.victims())
        .singleElement()
        .satisfies(pod -> assertThat(pod.getMetadata().getName()).isEqualTo("b"));
    assertThat(result.message()).isEmpty();
  }

  @Test
  void aBudgetIsBrokenOnlyWhenThereIsNoOtherWay() {
    NodeState first = state(node("n1"), withPriority(pod("a", "4", "1Gi"), 1));
    NodeState second = state(node("n2"), withPriority(pod("b", "4", "1Gi"), 5));
    Preemption.Result result =
        preempt(important("2"), cluster(first, second), List.of(budget("a")));
    assertThat(result.nodeName()).contains("n2");
  }

  @Test
  void whereNobodyIsLessImportantThatIsSaid() {
    ClusterSnapshot cluster =
        cluster(
            state(node("n1"), withPriority(pod("a", "4", "1Gi"), 100)),
            state(cordoned(node("n2"))));
    assertThat(preempt(important("2"), cluster, List.of()).message())
        .isEqualTo(
            "0/2 nodes are available: 1 No preemption victims found for incoming pod, 1"
                + " Preemption is not helpful for scheduling.");
  }

  @Test
  void aPodThatNeverPreemptsSaysSo() {
    Pod modest =
        new PodBuilder(important("2")).editSpec().withPreemptionPolicy("Never").endSpec().build();
    ClusterSnapshot cluster = cluster(state(node("n1"), pod("a", "4", "1Gi")));
    assertThat(preempt(modest, cluster, List.of()).message())
        .isEqualTo("not eligible due to preemptionPolicy=Never.");
  }

  private Placement place(Pod pod, ClusterSnapshot cluster) {
    return cycle.place(pending(pod), cluster, Map.of());
  }

  private Preemption.Result preempt(
      Pod pod, ClusterSnapshot cluster, List<PodDisruptionBudget> budgets) {
    return new Preemption(cycle, cluster, budgets).find(pending(pod), place(pod, cluster));
  }

  private static Pod important(String cpu) {
    return withPriority(pod("important", cpu, "1Gi"), 10);
  }

  private static PodDisruptionBudget budget(String app) {
    return new PodDisruptionBudgetBuilder()
        .withNewMetadata()
        .withNamespace("default")
        .withName("budget")
        .withUid("uid-budget")
        .endMetadata()
        .withNewSpec()
        .withNewSelector()
        .addToMatchLabels("app", app)
        .endSelector()
        .endSpec()
        .withNewStatus()
        .withDisruptionsAllowed(0)
        .endStatus()
        .build();
  }
}
