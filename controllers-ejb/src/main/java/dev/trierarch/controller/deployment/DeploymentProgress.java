package dev.trierarch.controller.deployment;

import static dev.trierarch.controller.deployment.DeploymentConditions.PROGRESSING;

import dev.trierarch.client.model.Numbers;
import dev.trierarch.client.model.Times;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentCondition;
import io.fabric8.kubernetes.api.model.apps.DeploymentStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Whether a rollout is done, moves on, or has been stuck for too long. */
final class DeploymentProgress {

  static final String NEW_SET_CREATED = "NewReplicaSetCreated";
  static final String NEW_SET_FOUND = "FoundNewReplicaSet";
  static final String NEW_SET_AVAILABLE = "NewReplicaSetAvailable";
  static final String NEW_SET_REFUSED = "ReplicaSetCreateError";
  static final String SETS_UPDATED = "ReplicaSetUpdated";
  static final String DEADLINE_EXCEEDED = "ProgressDeadlineExceeded";
  static final String PAUSED = "DeploymentPaused";
  static final String RESUMED = "DeploymentResumed";

  private DeploymentProgress() {}

  static boolean hasDeadline(Deployment deployment) {
    return Numbers.or(deployment.getSpec().getProgressDeadlineSeconds(), 600) != Integer.MAX_VALUE;
  }

  /** All pods are of the new template, available, and no old one runs. */
  static boolean isComplete(Deployment deployment, DeploymentStatus status) {
    int desired = RollingLimits.replicas(deployment);
    return Numbers.orZero(status.getUpdatedReplicas()) == desired
        && Numbers.orZero(status.getReplicas()) == desired
        && Numbers.orZero(status.getAvailableReplicas()) == desired
        && Numbers.orZero(status.getObservedGeneration())
            >= Numbers.orZero(deployment.getMetadata().getGeneration());
  }

  /** Something is nearer to the goal than it was. */
  static boolean hasMoved(DeploymentStatus before, DeploymentStatus after) {
    return Numbers.orZero(after.getUpdatedReplicas()) > Numbers.orZero(before.getUpdatedReplicas())
        || oldReplicas(after) < oldReplicas(before)
        || Numbers.orZero(after.getReadyReplicas()) > Numbers.orZero(before.getReadyReplicas())
        || Numbers.orZero(after.getAvailableReplicas())
            > Numbers.orZero(before.getAvailableReplicas());
  }

  /** Nothing has moved for longer than the Deployment allows. */
  static boolean hasTimedOut(Deployment deployment, DeploymentConditions conditions, Instant now) {
    if (!hasDeadline(deployment) || conditions.hasReason(PROGRESSING, NEW_SET_AVAILABLE)) {
      return false;
    }
    if (conditions.hasReason(PROGRESSING, DEADLINE_EXCEEDED)) {
      return true;
    }
    return conditions
        .get(PROGRESSING)
        .filter(condition -> deadline(deployment, condition).isBefore(now))
        .isPresent();
  }

  /** When to look whether the rollout is stuck; empty when there is nothing to watch. */
  static Optional<Duration> checkAfter(
      Deployment deployment,
      DeploymentStatus status,
      DeploymentConditions conditions,
      Instant now) {
    boolean settled =
        !hasDeadline(deployment)
            || Boolean.TRUE.equals(deployment.getSpec().getPaused())
            || isComplete(deployment, status)
            || conditions.hasReason(PROGRESSING, DEADLINE_EXCEEDED);
    return settled
        ? Optional.empty()
        : conditions
            .get(PROGRESSING)
            .map(condition -> Times.until(deadline(deployment, condition), now).plusSeconds(1));
  }

  private static Instant deadline(Deployment deployment, DeploymentCondition condition) {
    return Times.orEpoch(condition.getLastUpdateTime())
        .plusSeconds(Numbers.or(deployment.getSpec().getProgressDeadlineSeconds(), 600));
  }

  private static int oldReplicas(DeploymentStatus status) {
    return Numbers.orZero(status.getReplicas()) - Numbers.orZero(status.getUpdatedReplicas());
  }
}
