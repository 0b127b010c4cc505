package dev.trierarch.controller.deployment;

import static dev.trierarch.client.model.Numbers.orNothing;
import static dev.trierarch.controller.deployment.DeploymentConditions.AVAILABLE;
import static dev.trierarch.controller.deployment.DeploymentConditions.PROGRESSING;
import static dev.trierarch.controller.deployment.DeploymentConditions.REPLICA_FAILURE;

import dev.trierarch.client.model.Numbers;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentStatus;
import io.fabric8.kubernetes.api.model.apps.DeploymentStatusBuilder;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.api.model.apps.ReplicaSetCondition;
import io.fabric8.kubernetes.api.model.apps.ReplicaSetStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/** Works out a Deployment's status from its ReplicaSets. */
final class DeploymentStatuses {

  private DeploymentStatuses() {}

  static DeploymentStatus statusOf(Deployment deployment) {
    return deployment.getStatus() == null ? new DeploymentStatus() : deployment.getStatus();
  }

  /** Counts, and the Available condition. */
  static DeploymentStatus counted(Rollout rollout, DeploymentConditions conditions) {
    Deployment deployment = rollout.deployment();
    List<ReplicaSet> sets = rollout.all();
    List<ReplicaSet> newSets = rollout.newSet().stream().toList();
    int available = total(sets, ReplicaSetStatus::getAvailableReplicas);
    setAvailable(deployment, conditions, available);
    return new DeploymentStatusBuilder()
        .withObservedGeneration(deployment.getMetadata().getGeneration())
        .withReplicas(orNothing(total(sets, ReplicaSetStatus::getReplicas)))
        .withUpdatedReplicas(orNothing(total(newSets, ReplicaSetStatus::getReplicas)))
        .withReadyReplicas(orNothing(total(sets, ReplicaSetStatus::getReadyReplicas)))
        .withAvailableReplicas(orNothing(available))
        .withUnavailableReplicas(orNothing(Math.max(0, Rollout.totalSize(sets) - available)))
        .withTerminatingReplicas(total(sets, ReplicaSetStatus::getTerminatingReplicas))
        .withCollisionCount(statusOf(deployment).getCollisionCount())
        .withConditions(conditions.list())
        .build();
  }

  /** Sets the Progressing and ReplicaFailure conditions that fit the counts. */
  static void setProgress(
      Rollout rollout, DeploymentStatus counted, DeploymentConditions conditions, Instant now) {
    Deployment deployment = rollout.deployment();
    if (!DeploymentProgress.hasDeadline(deployment)) {
      conditions.remove(PROGRESSING);
    } else if (!wasComplete(counted, conditions)) {
      setProgressing(rollout, counted, conditions, now);
    }
    Optional<ReplicaSetCondition> failure = replicaFailure(rollout);
    if (failure.isPresent()) {
      ReplicaSetCondition failed = failure.get();
      conditions.set(REPLICA_FAILURE, failed.getStatus(), failed.getReason(), failed.getMessage());
    } else {
      conditions.remove(REPLICA_FAILURE);
    }
  }

  private static boolean wasComplete(DeploymentStatus counted, DeploymentConditions conditions) {
    return Numbers.orZero(counted.getReplicas()) == Numbers.orZero(counted.getUpdatedReplicas())
        && conditions.hasReason(PROGRESSING, DeploymentProgress.NEW_SET_AVAILABLE);
  }

  private static void setProgressing(
      Rollout rollout, DeploymentStatus counted, DeploymentConditions conditions, Instant now) {
    Deployment deployment = rollout.deployment();
    String who = subject(rollout);
    if (DeploymentProgress.isComplete(deployment, counted)) {
      conditions.set(
          PROGRESSING,
          "True",
          DeploymentProgress.NEW_SET_AVAILABLE,
          who + " has successfully progressed.");
    } else if (DeploymentProgress.hasMoved(statusOf(deployment), counted)) {
      conditions.renew(
          PROGRESSING, "True", DeploymentProgress.SETS_UPDATED, who + " is progressing.");
    } else if (DeploymentProgress.hasTimedOut(deployment, conditions, now)) {
      conditions.set(
          PROGRESSING,
          "False",
          DeploymentProgress.DEADLINE_EXCEEDED,
          who + " has timed out progressing.");
    }
  }

  private static String subject(Rollout rollout) {
    return rollout
        .newSet()
        .map(set -> "ReplicaSet \"" + set.getMetadata().getName() + "\"")
        .orElse("Deployment \"" + rollout.deployment().getMetadata().getName() + "\"");
  }

  private static void setAvailable(
      Deployment deployment, DeploymentConditions conditions, int available) {
    int availableMin =
        RollingLimits.replicas(deployment) - RollingLimits.of(deployment).maxUnavailable();
    if (available >= availableMin) {
      conditions.set(
          AVAILABLE, "True", "MinimumReplicasAvailable", "Deployment has minimum availability.");
    } else {
      conditions.set(
          AVAILABLE,
          "False",
          "MinimumReplicasUnavailable",
          "Deployment does not have minimum availability.");
    }
  }

  /** The new set's failure, else that of an old one. */
  private static Optional<ReplicaSetCondition> replicaFailure(Rollout rollout) {
    List<ReplicaSet> newFirst = new ArrayList<>(rollout.newSet().stream().toList());
    newFirst.addAll(rollout.oldSets());
    return newFirst.stream()
        .filter(set -> set.getStatus() != null)
        .flatMap(set -> set.getStatus().getConditions().stream())
        .filter(condition -> condition.getType().equals(REPLICA_FAILURE))
        .findFirst();
  }

  private static int total(List<ReplicaSet> sets, Function<ReplicaSetStatus, Integer> count) {
    return sets.stream()
        .map(ReplicaSet::getStatus)
        .filter(Objects::nonNull)
        .map(count)
        .mapToInt(Numbers::orZero)
        .sum();
  }
}
