package dev.trierarch.controller.deployment;

import static dev.trierarch.controller.Samples.LABELS;
import static dev.trierarch.controller.Samples.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trierarch.controller.Samples;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.apps.DeploymentCondition;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.api.model.apps.ReplicaSetBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DeploymentPlannerTest {

  @ParameterizedTest
  @CsvSource({
    "10, 25%, 25%, 3, 2",
    "3, 25%, 25%, 1, 0",
    "4, 25%, 25%, 1, 1",
    "1, 0, 0, 0, 1",
    "1, 0%, 25%, 0, 1",
    "5, 2, 10, 2, 5",
    "0, 1, 1, 1, 0",
  })
  void limitsAreRoundedSoThatARolloutCanMove(
      int replicas, String surge, String unavailable, int maxSurge, int maxUnavailable) {
    Deployment deployment = deployment(replicas, "web:1");
    deployment.getSpec().getStrategy().getRollingUpdate().setMaxSurge(intOrString(surge));
    deployment
        .getSpec()
        .getStrategy()
        .getRollingUpdate()
        .setMaxUnavailable(intOrString(unavailable));
    assertThat(RollingLimits.of(deployment)).isEqualTo(new RollingLimits(maxSurge, maxUnavailable));
  }

  @Test
  void aNewDeploymentGetsItsFirstReplicaSet() {
    DeploymentPlan plan = plan(deployment(3, "web:1"), List.of());
    ReplicaSet created = plan.setToCreate().orElseThrow();
    String hash = created.getMetadata().getLabels().get("pod-template-hash");
    assertThat(created.getMetadata().getName()).isEqualTo("web-" + hash);
    assertThat(created.getSpec().getReplicas()).isEqualTo(3);
    assertThat(created.getSpec().getSelector().getMatchLabels())
        .containsEntry("app", "web")
        .containsEntry("pod-template-hash", hash);
    assertThat(created.getMetadata().getAnnotations())
        .containsEntry("deployment.kubernetes.io/revision", "1")
        .containsEntry("deployment.kubernetes.io/desired-replicas", "3")
        .containsEntry("deployment.kubernetes.io/max-replicas", "4");
    assertThat(plan.scalings())
        .containsExactly("Scaled up replica set web-" + hash + " from 0 to 3");
    assertThat(condition(plan, "Progressing").getReason()).isEqualTo("NewReplicaSetCreated");
    assertThat(condition(plan, "Available").getReason()).isEqualTo("MinimumReplicasUnavailable");
  }

  @Test
  void aCollisionGivesTheSetAnotherName() {
    Deployment deployment = deployment(1, "web:1");
    String first = plan(deployment, List.of()).setToCreate().orElseThrow().getMetadata().getName();
    Deployment collided =
        new DeploymentBuilder(deployment)
            .editOrNewStatus()
            .withCollisionCount(1)
            .endStatus()
            .build();
    assertThat(plan(collided, List.of()).setToCreate().orElseThrow().getMetadata().getName())
        .isNotEqualTo(first);
  }

  @Test
  void aRolloutTakesUpstreamsSteps() {
    Model model = new Model(deployment(3, "web:1"));
    model.settle();
    model.change(deployment -> setImage(deployment, "web:2"));
    List<String> scalings = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      scalings.addAll(model.step().scalings());
      model.podsFollow();
    }
    String before = model.sets.get(0).getMetadata().getName();
    String after = model.sets.get(1).getMetadata().getName();
    assertThat(scalings)
        .containsExactly(
            "Scaled up replica set " + after + " from 0 to 1",
            "Scaled down replica set " + before + " from 3 to 2",
            "Scaled up replica set " + after + " from 1 to 2",
            "Scaled down replica set " + before + " from 2 to 1",
            "Scaled up replica set " + after + " from 2 to 3",
            "Scaled down replica set " + before + " from 1 to 0");
    assertThat(condition(model.deployment, "Progressing").getReason())
        .isEqualTo("NewReplicaSetAvailable");
    assertThat(condition(model.deployment, "Progressing").getMessage())
        .isEqualTo("ReplicaSet \"" + after + "\" has successfully progressed.");
  }

  @Test
  void recreatingWaitsForTheLastOldPod() {
    Deployment deployment = deployment(2, "web:1");
    deployment.getSpec().getStrategy().setType("Recreate");
    deployment.getSpec().getStrategy().setRollingUpdate(null);
    Model model = new Model(deployment);
    model.settle();
    model.change(changed -> setImage(changed, "web:2"));

    DeploymentPlan stop = model.step();
    assertThat(stop.setToCreate()).isEmpty();
    assertThat(stop.scalings()).singleElement().asString().endsWith("from 2 to 0");

    model.podsFollow();
    Pod last = Samples.deleting(Samples.pod("last", model.sets.get(0)));
    assertThat(plan(model.deployment, model.sets, List.of(last)).setToCreate()).isEmpty();
    assertThat(plan(model.deployment, model.sets, List.of()).setToCreate()).isPresent();
  }

  @Test
  void aPausedDeploymentIsScaledButNotRolled() {
    Model model = new Model(deployment(2, "web:1"));
    model.settle();
    model.change(
        deployment -> {
          setImage(deployment, "web:2");
          deployment.getSpec().setPaused(true);
          deployment.getSpec().setReplicas(4);
        });
    model.settle();
    assertThat(model.sets).singleElement().satisfies(set -> assertSize(set, 4));
    assertThat(condition(model.deployment, "Progressing").getReason())
        .isEqualTo("DeploymentPaused");

    model.change(deployment -> deployment.getSpec().setPaused(false));
    model.settle();
    assertThat(model.sets).hasSize(2);
    assertSize(model.sets.get(1), 4);
  }

  @Test
  void scalingInTheMiddleOfARolloutIsShared() {
    Model model = new Model(deployment(10, "web:1"));
    model.settle();
    model.change(deployment -> setImage(deployment, "web:2"));
    model.step();
    int oldSize = model.sets.get(0).getSpec().getReplicas();
    int newSize = model.sets.get(1).getSpec().getReplicas();
    model.change(deployment -> deployment.getSpec().setReplicas(20));
    model.step();

    assertThat(model.sets.get(0).getSpec().getReplicas()).isGreaterThan(oldSize);
    assertThat(model.sets.get(1).getSpec().getReplicas()).isGreaterThan(newSize);
    assertThat(Rollout.totalSize(model.sets)).isEqualTo(25);
  }

  @Test
  void aStuckRolloutIsSaidToBeStuck() {
    Model model = new Model(deployment(1, "web:1"));
    model.step();
    Duration wait = model.step().checkAfter().orElseThrow();
    assertThat(wait).isBetween(Duration.ofSeconds(600), Duration.ofSeconds(602));
    model.now = NOW.plus(wait);
    model.step();
    DeploymentCondition progressing = condition(model.deployment, "Progressing");
    assertThat(progressing.getStatus()).isEqualTo("False");
    assertThat(progressing.getReason()).isEqualTo("ProgressDeadlineExceeded");
    assertThat(progressing.getMessage()).endsWith("has timed out progressing.");
  }

  @Test
  void oldSetsBeyondTheHistoryGo() {
    Model model = new Model(deployment(1, "web:0"));
    model.deployment.getSpec().setRevisionHistoryLimit(2);
    model.settle();
    for (int i = 1; i <= 5; i++) {
      String image = "web:" + i;
      model.change(deployment -> setImage(deployment, image));
      model.settle();
    }
    assertThat(model.sets).extracting(Revisions::revision).containsExactlyInAnyOrder(4L, 5L, 6L);
  }

  @Test
  void aRefusedSetIsSaidOnTheDeployment() {
    Deployment refused = DeploymentPlanner.refused(deployment(1, "web:1"), "web-x", "no", NOW);
    DeploymentCondition condition = condition(refused, "Progressing");
    assertThat(condition.getReason()).isEqualTo("ReplicaSetCreateError");
    assertThat(condition.getMessage()).isEqualTo("Failed to create new replica set \"web-x\": no");
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void plansAppliedEndInAnEmptyPlan(long seed) {
    Random random = new Random(seed);
    Model model = new Model(deployment(random.nextInt(10), "web:0"));
    for (int i = 0; i < 12; i++) {
      String image = "web:" + random.nextInt(3);
      int replicas = random.nextInt(10);
      model.change(
          deployment -> {
            setImage(deployment, image);
            deployment.getSpec().setReplicas(replicas);
          });
      for (int step = 0; step < random.nextInt(4); step++) {
        model.step();
        if (random.nextBoolean()) {
          model.podsFollow();
        }
      }
    }
    model.settle();
    assertThat(model.plan().isEmpty()).as("seed " + seed).isTrue();
    assertThat(Rollout.totalSize(model.sets))
        .as("seed " + seed)
        .isEqualTo(model.deployment.getSpec().getReplicas());
  }

  /** A Deployment and its sets as they would be in the store, without one. */
  private static final class Model {

    private Deployment deployment;
    private final List<ReplicaSet> sets = new ArrayList<>();
    private Instant now = NOW;
    private int created;

    Model(Deployment deployment) {
      this.deployment = deployment;
    }

    void change(Consumer<Deployment> change) {
      deployment = new DeploymentBuilder(deployment).build();
      change.accept(deployment);
      deployment.getMetadata().setGeneration(deployment.getMetadata().getGeneration() + 1);
    }

    DeploymentPlan plan() {
      return DeploymentPlanner.plan(deployment, sets, List.of(), now);
    }

    DeploymentPlan step() {
      DeploymentPlan plan = plan();
      plan.setsToUpdate()
          .forEach(
              changed ->
                  sets.replaceAll(
                      set ->
                          set.getMetadata().getName().equals(changed.getMetadata().getName())
                              ? changed
                              : set));
      sets.removeAll(plan.setsToDelete());
      plan.setToCreate().ifPresent(set -> sets.add(stored(set)));
      plan.statusUpdate().ifPresent(changed -> deployment = changed);
      return plan;
    }

    /** Every set has exactly the pods it is told to have, and all are available. */
    void podsFollow() {
      sets.replaceAll(
          set ->
              new ReplicaSetBuilder(set)
                  .editOrNewStatus()
                  .withReplicas(set.getSpec().getReplicas())
                  .withReadyReplicas(set.getSpec().getReplicas())
                  .withAvailableReplicas(set.getSpec().getReplicas())
                  .withObservedGeneration(1L)
                  .endStatus()
                  .build());
    }

    void settle() {
      for (int i = 0; i < 100 && !plan().isEmpty(); i++) {
        step();
        podsFollow();
      }
    }

    private ReplicaSet stored(ReplicaSet set) {
      created++;
      return new ReplicaSetBuilder(set)
          .editMetadata()
          .withUid("uid-" + created)
          .withGeneration(1L)
          .withCreationTimestamp(NOW.plusSeconds(created).toString())
          .endMetadata()
          .build();
    }
  }

  private static Deployment deployment(int replicas, String image) {
    return new DeploymentBuilder()
        .withNewMetadata()
        .withNamespace("default")
        .withName("web")
        .withUid("uid-web")
        .withGeneration(1L)
        .endMetadata()
        .withNewSpec()
        .withReplicas(replicas)
        .withRevisionHistoryLimit(10)
        .withProgressDeadlineSeconds(600)
        .withNewStrategy()
        .withType("RollingUpdate")
        .withNewRollingUpdate()
        .withMaxSurge(new IntOrString("25%"))
        .withMaxUnavailable(new IntOrString("25%"))
        .endRollingUpdate()
        .endStrategy()
        .withNewSelector()
        .withMatchLabels(LABELS)
        .endSelector()
        .withNewTemplate()
        .withNewMetadata()
        .withLabels(LABELS)
        .endMetadata()
        .withNewSpec()
        .addNewContainer()
        .withName("web")
        .withImage(image)
        .endContainer()
        .endSpec()
        .endTemplate()
        .endSpec()
        .build();
  }

  private static void setImage(Deployment deployment, String image) {
    deployment.getSpec().getTemplate().getSpec().getContainers().get(0).setImage(image);
  }

  private static IntOrString intOrString(String text) {
    return text.endsWith("%") ? new IntOrString(text) : new IntOrString(Integer.parseInt(text));
  }

  private static DeploymentPlan plan(Deployment deployment, List<ReplicaSet> sets) {
    return plan(deployment, sets, List.of());
  }

  private static DeploymentPlan plan(Deployment deployment, List<ReplicaSet> sets, List<Pod> pods) {
    return DeploymentPlanner.plan(deployment, sets, pods, NOW);
  }

  private static void assertSize(ReplicaSet set, int size) {
    assertThat(set.getSpec().getReplicas()).isEqualTo(size);
  }

  private static DeploymentCondition condition(DeploymentPlan plan, String type) {
    return condition(plan.statusUpdate().orElseThrow(), type);
  }

  private static DeploymentCondition condition(Deployment deployment, String type) {
    Optional<DeploymentCondition> found =
        deployment.getStatus().getConditions().stream()
            .filter(condition -> condition.getType().equals(type))
            .findFirst();
    return found.orElseThrow();
  }
}
