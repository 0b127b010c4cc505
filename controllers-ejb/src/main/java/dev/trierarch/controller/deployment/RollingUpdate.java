package dev.trierarch.controller.deployment;

import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import java.util.List;

/**
 * One step of replacing old pods by new ones, within the limits: the new set grows as far as the
 * surge allows, old sets shrink as far as enough pods stay available.
 */
final class RollingUpdate {

  private RollingUpdate() {}

  /** Takes the step; nothing changes when the limits allow none now. */
  static void step(Rollout rollout) {
    ReplicaSet newSet = rollout.newSet().orElseThrow();
    int wanted = newSetSize(rollout.deployment(), rollout.all(), newSet);
    if (Rollout.size(newSet) != wanted) {
      rollout.scale(newSet, wanted);
      return;
    }
    shrinkOld(rollout, newSet);
  }

  /** What the new set may grow to now; what it must shrink to when it is too large. */
  static int newSetSize(Deployment deployment, List<ReplicaSet> all, ReplicaSet newSet) {
    int desired = RollingLimits.replicas(deployment);
    int size = Rollout.size(newSet);
    if (size >= desired || RollingLimits.isRecreate(deployment)) {
      return desired;
    }
    int podsMax = desired + RollingLimits.of(deployment).maxSurge();
    int room = podsMax - Rollout.totalSize(all);
    return room <= 0 ? size : size + Math.min(room, desired - size);
  }

  private static void shrinkOld(Rollout rollout, ReplicaSet newSet) {
    Deployment deployment = rollout.deployment();
    int availableMin =
        RollingLimits.replicas(deployment) - RollingLimits.of(deployment).maxUnavailable();
    int newUnavailable = Rollout.size(newSet) - Rollout.available(newSet);
    int shrinkMax = Rollout.totalSize(rollout.all()) - availableMin - newUnavailable;
    if (Rollout.totalSize(rollout.oldSets()) == 0 || shrinkMax <= 0) {
      return;
    }
    dropUnhealthy(rollout, shrinkMax);
    dropHealthy(rollout, availableMin);
  }

  /** Pods that are not available anyway go first: without them nothing becomes worse. */
  private static void dropUnhealthy(Rollout rollout, int shrinkMax) {
    int left = shrinkMax;
    for (ReplicaSet set : Rollout.active(rollout.oldSets())) {
      int unhealthy = Rollout.size(set) - Rollout.available(set);
      int drop = Math.min(left, unhealthy);
      if (drop > 0) {
        rollout.scale(set, Rollout.size(set) - drop);
        left -= drop;
      }
    }
  }

  private static void dropHealthy(Rollout rollout, int availableMin) {
    int left = Rollout.totalAvailable(rollout.all()) - availableMin;
    for (ReplicaSet set : Rollout.active(rollout.oldSets())) {
      int drop = Math.min(left, Rollout.size(set));
      if (drop > 0) {
        rollout.scale(set, Rollout.size(set) - drop);
        left -= drop;
      }
    }
  }
}
