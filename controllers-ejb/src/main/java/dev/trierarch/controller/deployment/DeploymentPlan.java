package dev.trierarch.controller.deployment;

import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What is to be done for a Deployment now.
 *
 * @param scalings event messages, one a ReplicaSet that gets another size
 * @param statusUpdate the Deployment with its new status and revision annotation, when they differ
 * @param checkAfter when to look again whether the rollout is stuck
 */
record DeploymentPlan(
    Optional<ReplicaSet> setToCreate,
    List<ReplicaSet> setsToUpdate,
    List<ReplicaSet> setsToDelete,
    List<String> scalings,
    Optional<Deployment> statusUpdate,
    Optional<Duration> checkAfter) {

  boolean isEmpty() {
    return setToCreate.isEmpty()
        && setsToUpdate.isEmpty()
        && setsToDelete.isEmpty()
        && statusUpdate.isEmpty();
  }
}
