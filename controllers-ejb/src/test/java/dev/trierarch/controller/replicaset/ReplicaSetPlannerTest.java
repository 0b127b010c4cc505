package dev.trierarch.controller.replicaset;

import static dev.trierarch.controller.Samples.NOW;
import static dev.trierarch.controller.Samples.deleting;
import static dev.trierarch.controller.Samples.inPhase;
import static dev.trierarch.controller.Samples.pod;
import static dev.trierarch.controller.Samples.replicaSet;
import static dev.trierarch.controller.Samples.unready;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trierarch.controller.replicaset.ReplicaSetPlanner.Failure;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.api.model.apps.ReplicaSetBuilder;
import io.fabric8.kubernetes.api.model.apps.ReplicaSetStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReplicaSetPlannerTest {

  private static final ReplicaSet SET = replicaSet("web", 2);

  @Test
  void missingPodsAreCreated() {
    ReplicaSetPlan plan = plan(replicaSet("web", 5), List.of(pod("a", SET)));
    assertThat(plan).isEqualTo(new ReplicaSetPlan(4, List.of()));
  }

  @Test
  void finishedAndDeletedPodsDoNotCount() {
    List<Pod> pods =
        List.of(
            pod("a", SET),
            deleting(pod("b", SET)),
            inPhase(pod("c", SET), "Failed"),
            inPhase(pod("d", SET), "Succeeded"));
    assertThat(plan(SET, pods)).isEqualTo(new ReplicaSetPlan(1, List.of()));
  }

  @Test
  void aSetThatIsBeingDeletedIsLeftAlone() {
    ReplicaSet going =
        new ReplicaSetBuilder(SET)
            .editMetadata()
            .withDeletionTimestamp("2026-01-02T03:04:05Z")
            .endMetadata()
            .build();
    assertThat(plan(going, List.of()).isEmpty()).isTrue();
  }

  @Test
  void aPlanIsBounded() {
    assertThat(plan(replicaSet("web", 1200), List.of()).podsToCreate()).isEqualTo(500);
  }

  static Stream<Arguments> whoGoesFirst() {
    Pod plain = pod("plain", SET);
    return Stream.of(
        Arguments.of("unassigned", onNode(plain, "first", null), pod("second", SET)),
        Arguments.of("pending", inPhase(pod("first", SET), "Pending"), pod("second", SET)),
        Arguments.of("unready", unready(pod("first", SET)), pod("second", SET)),
        Arguments.of("cheaper", costing(pod("first", SET), "-5"), pod("second", SET)),
        Arguments.of(
            "readable cost", costing(pod("first", SET), "-1"), costing(pod("second", SET), "x")),
        Arguments.of(
            "ready for a shorter time",
            readySince(pod("first", SET), "2026-01-02T03:04:00Z"),
            pod("second", SET)),
        Arguments.of("restarted more", restarted(pod("first", SET), 3), pod("second", SET)),
        Arguments.of(
            "younger", created(pod("first", SET), "2026-01-02T03:04:00Z"), pod("second", SET)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void whoGoesFirst(String why, Pod first, Pod second) {
    ReplicaSet one = replicaSet("web", 1);
    assertThat(plan(one, List.of(second, first)).podsToDelete()).containsExactly(first);
  }

  @Test
  void podsThatShareANodeGoBeforeThoseThatDoNot() {
    Pod crowded = onNode(pod("plain", SET), "z", "n2");
    Pod alone = onNode(pod("plain", SET), "a", "n1");
    Pod sibling = onNode(pod("plain", SET), "sibling", "n2");
    ReplicaSetPlan plan =
        ReplicaSetPlanner.plan(
            replicaSet("web", 1), List.of(alone, crowded), List.of(alone, crowded, sibling), NOW);
    assertThat(plan.podsToDelete()).containsExactly(crowded);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void aPlanAppliedLeavesAnEmptyPlan(long seed) {
    Random random = new Random(seed);
    ReplicaSet set = replicaSet("web", random.nextInt(12));
    List<Pod> pods = new ArrayList<>();
    for (int i = 0; i < random.nextInt(20); i++) {
      Pod pod = pod("p" + i, set);
      pods.add(
          switch (random.nextInt(4)) {
            case 0 -> deleting(pod);
            case 1 -> inPhase(pod, "Failed");
            case 2 -> unready(pod);
            default -> pod;
          });
    }
    ReplicaSetPlan plan = plan(set, pods);
    pods.removeAll(plan.podsToDelete());
    IntStream.range(0, plan.podsToCreate()).forEach(i -> pods.add(pod("new" + i, set)));
    assertThat(plan(set, pods).isEmpty()).as("seed " + seed).isTrue();
  }

  @Test
  void theStatusCountsWhatIsThere() {
    List<Pod> pods = List.of(pod("a", SET), unready(pod("b", SET)), deleting(pod("c", SET)));
    ReplicaSetStatus status = ReplicaSetPlanner.status(SET, pods, Optional.empty(), NOW);
    assertThat(status.getReplicas()).isEqualTo(2);
    assertThat(status.getReadyReplicas()).isEqualTo(1);
    assertThat(status.getAvailableReplicas()).isEqualTo(1);
    assertThat(status.getTerminatingReplicas()).isEqualTo(1);
    assertThat(status.getFullyLabeledReplicas()).isEqualTo(2);
    assertThat(status.getObservedGeneration()).isEqualTo(1);
  }

  @Test
  void aPodIsAvailableOnlyAfterItsTime() {
    ReplicaSet slow =
        new ReplicaSetBuilder(SET).editSpec().withMinReadySeconds(600).endSpec().build();
    List<Pod> pods = List.of(pod("a", SET));
    assertThat(ReplicaSetPlanner.status(slow, pods, Optional.empty(), NOW).getAvailableReplicas())
        .isNull();
    assertThat(ReplicaSetPlanner.nextAvailable(slow, pods, NOW))
        .contains(Duration.ofSeconds(600 - 185));
  }

  @Test
  void aFailureIsSaidOnceAndTakenBack() {
    Failure failure = new Failure("FailedCreate", "no room");
    ReplicaSetStatus failed = ReplicaSetPlanner.status(SET, List.of(), Optional.of(failure), NOW);
    assertThat(failed.getConditions())
        .singleElement()
        .satisfies(
            condition -> {
              assertThat(condition.getType()).isEqualTo("ReplicaFailure");
              assertThat(condition.getReason()).isEqualTo("FailedCreate");
            });
    ReplicaSet withFailure = new ReplicaSetBuilder(SET).withStatus(failed).build();
    assertThat(
            ReplicaSetPlanner.status(
                withFailure, List.of(), Optional.of(failure), NOW.plusSeconds(60)))
        .isEqualTo(failed);
    assertThat(
            ReplicaSetPlanner.status(withFailure, List.of(), Optional.empty(), NOW).getConditions())
        .isEmpty();
  }

  private static ReplicaSetPlan plan(ReplicaSet set, List<Pod> pods) {
    return ReplicaSetPlanner.plan(set, pods, pods, NOW);
  }

  private static Pod onNode(Pod pod, String name, String node) {
    return new PodBuilder(pod)
        .editMetadata()
        .withName(name)
        .withUid("uid-" + name)
        .endMetadata()
        .editSpec()
        .withNodeName(node)
        .endSpec()
        .build();
  }

  private static Pod costing(Pod pod, String cost) {
    return new PodBuilder(pod)
        .editMetadata()
        .addToAnnotations(DeletionOrder.DELETION_COST, cost)
        .endMetadata()
        .build();
  }

  private static Pod readySince(Pod pod, String time) {
    return new PodBuilder(pod)
        .editStatus()
        .editFirstCondition()
        .withLastTransitionTime(time)
        .endCondition()
        .endStatus()
        .build();
  }

  private static Pod created(Pod pod, String time) {
    return new PodBuilder(pod).editMetadata().withCreationTimestamp(time).endMetadata().build();
  }

  private static Pod restarted(Pod pod, int count) {
    return new PodBuilder(pod)
        .editStatus()
        .addNewContainerStatus()
        .withRestartCount(count)
        .endContainerStatus()
        .endStatus()
        .build();
  }
}
