package dev.trierarch.controller.deployment;

import dev.trierarch.client.model.Numbers;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.RollingUpdateDeployment;

/**
 * How far a rolling update may stray from the wanted number of pods, in pods.
 *
 * @param maxSurge pods above it
 * @param maxUnavailable pods below it
 */
record RollingLimits(int maxSurge, int maxUnavailable) {

  private static final IntOrString DEFAULT = new IntOrString("25%");

  /** Surge is rounded up, unavailability down, and never are both 0. */
  static RollingLimits of(Deployment deployment) {
    int replicas = replicas(deployment);
    if (isRecreate(deployment) || replicas == 0) {
      return new RollingLimits(isRecreate(deployment) ? 0 : surge(deployment, replicas), 0);
    }
    RollingUpdateDeployment rolling = rolling(deployment);
    int surge = surge(deployment, replicas);
    int unavailable = Numbers.shareRoundedDown(orDefault(rolling.getMaxUnavailable()), replicas);
    if (surge == 0 && unavailable == 0) {
      unavailable = 1;
    }
    return new RollingLimits(surge, Math.min(unavailable, replicas));
  }

  static boolean isRecreate(Deployment deployment) {
    return deployment.getSpec().getStrategy() != null
        && "Recreate".equals(deployment.getSpec().getStrategy().getType());
  }

  static int replicas(Deployment deployment) {
    return Numbers.or(deployment.getSpec().getReplicas(), 1);
  }

  private static int surge(Deployment deployment, int replicas) {
    return Numbers.shareRoundedUp(orDefault(rolling(deployment).getMaxSurge()), replicas);
  }

  private static RollingUpdateDeployment rolling(Deployment deployment) {
    boolean given =
        deployment.getSpec().getStrategy() != null
            && deployment.getSpec().getStrategy().getRollingUpdate() != null;
    return given
        ? deployment.getSpec().getStrategy().getRollingUpdate()
        : new RollingUpdateDeployment();
  }

  private static IntOrString orDefault(IntOrString value) {
    return value == null ? DEFAULT : value;
  }
}
