package dev.trierarch.controller.deployment;

import static dev.trierarch.controller.deployment.DeploymentConditions.PROGRESSING;

import dev.trierarch.client.model.Labels;
import dev.trierarch.client.model.Numbers;
import dev.trierarch.client.model.Owners;
import dev.trierarch.client.model.Pods;
import io.fabric8.kubernetes.api.model.LabelSelectorBuilder;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpecBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.apps.DeploymentStatus;
import io.fabric8.kubernetes.api.model.apps.DeploymentStatusBuilder;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.api.model.apps.ReplicaSetBuilder;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Decides the next step of a Deployment: sets to create, scale and drop, and its status. Pure. */
final class DeploymentPlanner {

  private static final int HISTORY_DEFAULT = 10;

  private DeploymentPlanner() {}

  /**
   * @param replicaSets those that the Deployment controls
   * @param pods the pods of those sets
   */
  static DeploymentPlan plan(
      Deployment deployment,
      Collection<ReplicaSet> replicaSets,
      Collection<Pod> pods,
      Instant now) {
    Rollout rollout = new Rollout(deployment, replicaSets);
    DeploymentConditions conditions =
        new DeploymentConditions(DeploymentStatuses.statusOf(deployment).getConditions(), now);
    if (Labels.isEmpty(deployment.getSpec().getSelector())) {
      return observedOnly(deployment);
    }
    if (deployment.getMetadata().getDeletionTimestamp() != null) {
      return result(rollout, conditions, List.of(), now);
    }
    setPaused(deployment, conditions);
    if (isPaused(deployment) || ProportionalScaling.isDue(rollout)) {
      renewNewSet(rollout, conditions);
      ProportionalScaling.step(rollout);
      return result(rollout, conditions, isPaused(deployment) ? expired(rollout) : List.of(), now);
    }
    roll(rollout, conditions, pods);
    return progressed(rollout, conditions, now);
  }

  /** The Deployment with a condition that says why its new ReplicaSet was refused. */
  static Deployment refused(Deployment deployment, String setName, String why, Instant now) {
    DeploymentConditions conditions =
        new DeploymentConditions(DeploymentStatuses.statusOf(deployment).getConditions(), now);
    if (DeploymentProgress.hasDeadline(deployment)) {
      conditions.set(
          PROGRESSING,
          "False",
          DeploymentProgress.NEW_SET_REFUSED,
          "Failed to create new replica set \"" + setName + "\": " + why);
    }
    return withStatus(
        deployment,
        new DeploymentStatusBuilder(DeploymentStatuses.statusOf(deployment))
            .withConditions(conditions.list())
            .build());
  }

  private static void roll(Rollout rollout, DeploymentConditions conditions, Collection<Pod> pods) {
    if (!RollingLimits.isRecreate(rollout.deployment())) {
      renewOrCreateNewSet(rollout, conditions);
      RollingUpdate.step(rollout);
      return;
    }
    renewNewSet(rollout, conditions);
    List<ReplicaSet> oldActive = Rollout.active(rollout.oldSets());
    oldActive.forEach(set -> rollout.scale(set, 0));
    if (oldActive.isEmpty() && !oldPodsRun(rollout, pods)) {
      renewOrCreateNewSet(rollout, conditions);
      rollout
          .newSet()
          .filter(set -> Rollout.size(set) != RollingLimits.replicas(rollout.deployment()))
          .ifPresent(set -> rollout.scale(set, RollingLimits.replicas(rollout.deployment())));
    }
  }

  private static boolean oldPodsRun(Rollout rollout, Collection<Pod> pods) {
    return Rollout.totalActual(rollout.oldSets()) > 0
        || pods.stream()
            .filter(pod -> !Pods.isFinished(pod))
            .anyMatch(
                pod -> rollout.oldSets().stream().anyMatch(set -> Owners.isControlledBy(pod, set)));
  }

  private static void renewOrCreateNewSet(Rollout rollout, DeploymentConditions conditions) {
    if (rollout.newSet().isPresent()) {
      renewNewSet(rollout, conditions);
    } else {
      createNewSet(rollout, conditions);
    }
  }

  /** A template that comes back (an undo) gets the newest revision; annotations follow. */
  private static void renewNewSet(Rollout rollout, DeploymentConditions conditions) {
    Optional<ReplicaSet> found = rollout.newSet();
    if (found.isEmpty()) {
      return;
    }
    Deployment deployment = rollout.deployment();
    ReplicaSet renewed =
        new ReplicaSetBuilder(
                Revisions.withRevision(
                    found.get(), deployment, Revisions.newest(rollout.oldSets()) + 1))
            .editSpec()
            .withMinReadySeconds(deployment.getSpec().getMinReadySeconds())
            .endSpec()
            .build();
    boolean sameReadyTime =
        Numbers.orZero(found.get().getSpec().getMinReadySeconds())
            == Numbers.orZero(deployment.getSpec().getMinReadySeconds());
    if (!sameReadyTime
        || !Revisions.annotations(renewed).equals(Revisions.annotations(found.get()))) {
      rollout.replace(renewed);
    }
    if (DeploymentProgress.hasDeadline(deployment) && conditions.get(PROGRESSING).isEmpty()) {
      conditions.set(
          PROGRESSING,
          "True",
          DeploymentProgress.NEW_SET_FOUND,
          "Found new replica set \"" + found.get().getMetadata().getName() + "\"");
    }
  }

  private static void createNewSet(Rollout rollout, DeploymentConditions conditions) {
    Deployment deployment = rollout.deployment();
    ReplicaSet empty = emptySet(deployment, Revisions.newest(rollout.oldSets()) + 1);
    int size = RollingUpdate.newSetSize(deployment, rollout.all(), empty);
    int desired = RollingLimits.replicas(deployment);
    ReplicaSet set =
        new ReplicaSetBuilder(
                Revisions.withScale(
                    empty, desired, desired + RollingLimits.of(deployment).maxSurge()))
            .editSpec()
            .withReplicas(size)
            .endSpec()
            .build();
    rollout.create(set);
    if (DeploymentProgress.hasDeadline(deployment)) {
      conditions.set(
          PROGRESSING,
          "True",
          DeploymentProgress.NEW_SET_CREATED,
          "Created new replica set \"" + set.getMetadata().getName() + "\"");
    }
  }

  private static ReplicaSet emptySet(Deployment deployment, long revision) {
    PodTemplateSpec template = deployment.getSpec().getTemplate();
    int collisions = Numbers.orZero(DeploymentStatuses.statusOf(deployment).getCollisionCount());
    String hash = TemplateHash.of(template, collisions);
    ObjectMeta metadata =
        template.getMetadata() == null ? new ObjectMeta() : template.getMetadata();
    Map<String, String> labels = with(metadata.getLabels(), TemplateHash.LABEL, hash);
    ReplicaSet set =
        new ReplicaSetBuilder()
            .withNewMetadata()
            .withName(deployment.getMetadata().getName() + "-" + hash)
            .withNamespace(deployment.getMetadata().getNamespace())
            .withLabels(labels)
            .withOwnerReferences(Owners.controllerReference(deployment))
            .endMetadata()
            .withNewSpec()
            .withReplicas(0)
            .withMinReadySeconds(deployment.getSpec().getMinReadySeconds())
            .withSelector(
                new LabelSelectorBuilder(deployment.getSpec().getSelector())
                    .addToMatchLabels(TemplateHash.LABEL, hash)
                    .build())
            .withTemplate(
                new PodTemplateSpecBuilder(template)
                    .withMetadata(new ObjectMetaBuilder(metadata).withLabels(labels).build())
                    .build())
            .endSpec()
            .build();
    return Revisions.withRevision(set, deployment, revision);
  }

  private static DeploymentPlan observedOnly(Deployment deployment) {
    DeploymentStatus before = DeploymentStatuses.statusOf(deployment);
    DeploymentStatus after =
        new DeploymentStatusBuilder(before)
            .withObservedGeneration(deployment.getMetadata().getGeneration())
            .build();
    return new DeploymentPlan(
        Optional.empty(),
        List.of(),
        List.of(),
        List.of(),
        after.equals(before) ? Optional.empty() : Optional.of(withStatus(deployment, after)),
        Optional.empty());
  }

  private static DeploymentPlan progressed(
      Rollout rollout, DeploymentConditions conditions, Instant now) {
    DeploymentStatus counted = DeploymentStatuses.counted(rollout, conditions);
    DeploymentStatuses.setProgress(rollout, counted, conditions, now);
    boolean complete =
        DeploymentProgress.isComplete(
            rollout.deployment(), DeploymentStatuses.statusOf(rollout.deployment()));
    return result(rollout, conditions, complete ? expired(rollout) : List.of(), now);
  }

  private static DeploymentPlan result(
      Rollout rollout, DeploymentConditions conditions, List<ReplicaSet> expired, Instant now) {
    Deployment before = rollout.deployment();
    DeploymentStatus status = DeploymentStatuses.counted(rollout, conditions);
    Deployment after = withRevision(withStatus(before, status), rollout);
    boolean same =
        status.equals(before.getStatus())
            && Revisions.annotations(after).equals(Revisions.annotations(before));
    return new DeploymentPlan(
        rollout.created(),
        rollout.changed(),
        expired,
        rollout.scalings(),
        same ? Optional.empty() : Optional.of(after),
        DeploymentProgress.checkAfter(before, status, conditions, now));
  }

  private static Deployment withRevision(Deployment deployment, Rollout rollout) {
    Optional<String> revision =
        rollout.newSet().map(set -> Revisions.annotations(set).get(Revisions.REVISION));
    return revision.isEmpty()
        ? deployment
        : new DeploymentBuilder(deployment)
            .editMetadata()
            .withAnnotations(
                with(Revisions.annotations(deployment), Revisions.REVISION, revision.get()))
            .endMetadata()
            .build();
  }

  private static Deployment withStatus(Deployment deployment, DeploymentStatus status) {
    return new DeploymentBuilder(deployment).withStatus(status).build();
  }

  /** Old sets without pods beyond the history limit, those of the lowest revisions first. */
  private static List<ReplicaSet> expired(Rollout rollout) {
    int limit =
        Numbers.or(rollout.deployment().getSpec().getRevisionHistoryLimit(), HISTORY_DEFAULT);
    List<ReplicaSet> old =
        rollout.oldSets().stream()
            .filter(set -> set.getMetadata().getDeletionTimestamp() == null)
            .sorted(
                Comparator.<ReplicaSet>comparingLong(Revisions::revision)
                    .thenComparing(Rollout.BY_AGE))
            .toList();
    return old.stream()
        .limit(Math.max(0, old.size() - (long) limit))
        .filter(DeploymentPlanner::isSpent)
        .toList();
  }

  private static boolean isSpent(ReplicaSet set) {
    return Rollout.size(set) == 0
        && Rollout.actual(set) == 0
        && set.getStatus() != null
        && Numbers.orZero(set.getStatus().getObservedGeneration())
            >= Numbers.orZero(set.getMetadata().getGeneration());
  }

  /** Time spent paused does not count against the deadline. */
  private static void setPaused(Deployment deployment, DeploymentConditions conditions) {
    if (!DeploymentProgress.hasDeadline(deployment)
        || conditions.hasReason(PROGRESSING, DeploymentProgress.DEADLINE_EXCEEDED)) {
      return;
    }
    boolean saysPaused = conditions.hasReason(PROGRESSING, DeploymentProgress.PAUSED);
    if (isPaused(deployment) && !saysPaused) {
      conditions.set(PROGRESSING, "Unknown", DeploymentProgress.PAUSED, "Deployment is paused");
    } else if (!isPaused(deployment) && saysPaused) {
      conditions.set(PROGRESSING, "Unknown", DeploymentProgress.RESUMED, "Deployment is resumed");
    }
  }

  private static boolean isPaused(Deployment deployment) {
    return Boolean.TRUE.equals(deployment.getSpec().getPaused());
  }

  private static Map<String, String> with(Map<String, String> map, String name, String value) {
    Map<String, String> result = map == null ? new LinkedHashMap<>() : new LinkedHashMap<>(map);
    result.put(name, value);
    return result;
  }
}
