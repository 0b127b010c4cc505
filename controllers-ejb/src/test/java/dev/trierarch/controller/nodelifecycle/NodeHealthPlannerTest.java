package dev.trierarch.controller.nodelifecycle;

import static dev.trierarch.controller.Samples.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.NodeCondition;
import io.fabric8.kubernetes.api.model.Taint;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NodeHealthPlannerTest {

  private static final Duration GRACE = Duration.ofSeconds(40);

  @Test
  void aNodeThatWasHeardOfIsLookedAtWhenItsGraceEnds() {
    NodeHealthPlan plan = plan(node("True"), NOW.minusSeconds(10));
    assertThat(plan.isEmpty()).isTrue();
    assertThat(plan.checkAfter()).contains(Duration.ofSeconds(30));
  }

  @Test
  void aSilentNodeBecomesUnknownAndUnreachable() {
    NodeHealthPlan plan = plan(node("True"), NOW.minus(GRACE));
    NodeCondition ready = NodeConditions.get(plan.status().orElseThrow(), "Ready").orElseThrow();
    assertThat(ready.getStatus()).isEqualTo("Unknown");
    assertThat(ready.getReason()).isEqualTo("NodeStatusUnknown");
    assertThat(ready.getMessage()).isEqualTo("Kubelet stopped posting node status.");
    assertThat(taints(plan.taints().orElseThrow()))
        .containsExactly(
            "node.kubernetes.io/unreachable:NoSchedule",
            "node.kubernetes.io/unreachable:NoExecute");
  }

  @Test
  void conditionsThatNeverWereAreSaidToBeSo() {
    NodeHealthPlan plan = plan(node("True"), NOW.minus(GRACE));
    NodeCondition memory =
        NodeConditions.get(plan.status().orElseThrow(), "MemoryPressure").orElseThrow();
    assertThat(memory.getReason()).isEqualTo("NodeStatusNeverUpdated");
  }

  @ParameterizedTest
  @CsvSource({
    "True, ''",
    "False, node.kubernetes.io/not-ready:NoSchedule node.kubernetes.io/not-ready:NoExecute",
    "Unknown, node.kubernetes.io/unreachable:NoSchedule node.kubernetes.io/unreachable:NoExecute",
  })
  void taintsFollowTheReadyCondition(String ready, String expected) {
    Node tainted = NodeHealthPlanner.tainted(node(ready), NOW);
    assertThat(String.join(" ", taints(tainted))).isEqualTo(expected);
  }

  @Test
  void aCordonedNodeIsTaintedAndTaintsOfOthersStay() {
    Node node =
        new NodeBuilder(node("True"))
            .editOrNewSpec()
            .withUnschedulable(true)
            .addNewTaint("NoSchedule", "mine", null, "yes")
            .endSpec()
            .build();
    assertThat(taints(NodeHealthPlanner.tainted(node, NOW)))
        .containsExactly("mine:NoSchedule", "node.kubernetes.io/unschedulable:NoSchedule");
  }

  @Test
  void aPlanAppliedLeavesAnEmptyPlan() {
    Instant longAgo = NOW.minus(GRACE);
    NodeHealthPlan plan = plan(node("False"), longAgo);
    Node after = plan.taints().orElseThrow();
    assertThat(NodeHealthPlanner.plan(after, longAgo, GRACE, NOW.plusSeconds(5)).isEmpty())
        .isTrue();
  }

  private static NodeHealthPlan plan(Node node, Instant lastHeard) {
    return NodeHealthPlanner.plan(node, lastHeard, GRACE, NOW);
  }

  private static Node node(String ready) {
    return new NodeBuilder()
        .withNewMetadata()
        .withName("n1")
        .endMetadata()
        .withNewStatus()
        .addNewCondition()
        .withType("Ready")
        .withStatus(ready)
        .endCondition()
        .endStatus()
        .build();
  }

  private static List<String> taints(Node node) {
    return node.getSpec() == null
        ? List.of()
        : node.getSpec().getTaints().stream().map(NodeHealthPlannerTest::shown).toList();
  }

  private static String shown(Taint taint) {
    return taint.getKey() + ":" + taint.getEffect();
  }
}
