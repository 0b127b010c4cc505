package dev.trierarch.controller.deployment;

import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Spreads a change of a Deployment's replicas over its ReplicaSets: in the middle of a rollout each
 * set gets its share, so that the risk stays spread as it was.
 */
final class ProportionalScaling {

  private static final Comparator<ReplicaSet> LARGEST_FIRST =
      Comparator.comparingInt(Rollout::size).reversed();

  private ProportionalScaling() {}

  /** Whether the replicas were changed since the sets were last scaled. */
  static boolean isDue(Rollout rollout) {
    int desired = RollingLimits.replicas(rollout.deployment());
    return Rollout.active(rollout.all()).stream()
        .anyMatch(
            set -> {
              var before = Revisions.desiredReplicas(set);
              return before.isPresent() && before.getAsInt() != desired;
            });
  }

  static void step(Rollout rollout) {
    Deployment deployment = rollout.deployment();
    int desired = RollingLimits.replicas(deployment);
    List<ReplicaSet> active = Rollout.active(rollout.all());
    Optional<ReplicaSet> only = active.size() > 1 ? Optional.empty() : activeOrLatest(rollout);
    if (active.size() <= 1) {
      only.filter(set -> Rollout.size(set) != desired || needsAnnotations(set, deployment))
          .ifPresent(set -> rollout.scale(set, desired));
    } else if (rollout.newSet().filter(set -> isSaturated(set, desired)).isPresent()) {
      Rollout.active(rollout.oldSets()).forEach(set -> rollout.scale(set, 0));
    } else if (!RollingLimits.isRecreate(deployment)) {
      spread(rollout, active);
    }
  }

  private static Optional<ReplicaSet> activeOrLatest(Rollout rollout) {
    return Rollout.active(rollout.all()).stream()
        .findFirst()
        .or(rollout::newSet)
        .or(() -> rollout.oldSets().stream().max(Rollout.BY_AGE));
  }

  private static boolean isSaturated(ReplicaSet newSet, int desired) {
    return Rollout.size(newSet) == desired
        && Revisions.desiredReplicas(newSet).orElse(-1) == desired
        && Rollout.available(newSet) == desired;
  }

  private static void spread(Rollout rollout, List<ReplicaSet> active) {
    int change = allowedSize(rollout.deployment()) - Rollout.totalSize(active);
    List<ReplicaSet> ordered = ordered(active, change);
    Map<ReplicaSet, Integer> sizes = shares(rollout.deployment(), ordered, change);
    int spread = sizes.values().stream().mapToInt(Integer::intValue).sum();
    ReplicaSet first = ordered.get(0);
    // What rounding leaves over goes to the largest set.
    int leftOver = change == 0 ? 0 : Rollout.totalSize(active) + change - spread;
    sizes.merge(first, leftOver, (size, rest) -> Math.max(0, size + rest));
    sizes.forEach(rollout::scale);
  }

  private static int allowedSize(Deployment deployment) {
    int desired = RollingLimits.replicas(deployment);
    return desired == 0 ? 0 : desired + RollingLimits.of(deployment).maxSurge();
  }

  /** Newer sets come first when growing, older ones when shrinking. */
  private static List<ReplicaSet> ordered(List<ReplicaSet> active, int change) {
    Comparator<ReplicaSet> age = change > 0 ? Rollout.BY_AGE.reversed() : Rollout.BY_AGE;
    return active.stream().sorted(LARGEST_FIRST.thenComparing(age)).toList();
  }

  private static Map<ReplicaSet, Integer> shares(
      Deployment deployment, List<ReplicaSet> ordered, int change) {
    Map<ReplicaSet, Integer> sizes = new LinkedHashMap<>();
    int given = 0;
    for (ReplicaSet set : ordered) {
      int share = share(deployment, set, change, given);
      given += share;
      sizes.put(set, Rollout.size(set) + share);
    }
    return sizes;
  }

  private static int share(Deployment deployment, ReplicaSet set, int change, int given) {
    if (change == 0 || change == given || Rollout.size(set) == 0) {
      return 0;
    }
    int fraction = fraction(deployment, set);
    return change > 0 ? Math.min(fraction, change - given) : Math.max(fraction, change - given);
  }

  /** How much the set would change if the Deployment's old and new size were the only measure. */
  private static int fraction(Deployment deployment, ReplicaSet set) {
    int size = Rollout.size(set);
    if (RollingLimits.replicas(deployment) == 0) {
      return -size;
    }
    int podsMax = RollingLimits.replicas(deployment) + RollingLimits.of(deployment).maxSurge();
    int podsMaxBefore =
        Stream.of(Revisions.maxReplicas(set).orElse(0), statusReplicas(deployment))
            .filter(count -> count > 0)
            .findFirst()
            .orElse(0);
    return podsMaxBefore == 0
        ? 0
        : (int) Math.round((double) size * podsMax / podsMaxBefore) - size;
  }

  private static int statusReplicas(Deployment deployment) {
    return deployment.getStatus() == null || deployment.getStatus().getReplicas() == null
        ? 0
        : deployment.getStatus().getReplicas();
  }

  private static boolean needsAnnotations(ReplicaSet set, Deployment deployment) {
    int desired = RollingLimits.replicas(deployment);
    return Revisions.desiredReplicas(set).orElse(-1) != desired
        || Revisions.maxReplicas(set).orElse(-1)
            != desired + RollingLimits.of(deployment).maxSurge();
  }
}
