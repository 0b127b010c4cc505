package dev.trierarch.controller.disruption;

import dev.trierarch.client.model.Numbers;
import dev.trierarch.client.model.Pods;
import dev.trierarch.client.model.Times;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ConditionBuilder;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudgetStatus;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudgetStatusBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Says how many of a budget's pods may be taken away now: pure. */
final class DisruptionPlanner {

  /** How long an evicted pod is believed to be about to go. */
  static final Duration DELETION_TIMEOUT = Duration.ofMinutes(2);

  private static final String DISRUPTION_ALLOWED = "DisruptionAllowed";

  private DisruptionPlanner() {}

  /** Whether the scales of the pods' owners must be known, which numbers of pods do without. */
  static boolean needsScales(PodDisruptionBudget budget) {
    IntOrString minimum = budget.getSpec().getMinAvailable();
    return budget.getSpec().getMaxUnavailable() != null
        || (minimum != null && minimum.getStrVal() != null);
  }

  /**
   * @param scales of what controls the pods, each once
   */
  static DisruptionPlan plan(
      PodDisruptionBudget budget, List<Pod> pods, Collection<Scale> scales, Instant now) {
    Map<String, String> disrupted = stillExpectedToGo(budget, pods, now);
    int expected =
        needsScales(budget) ? scales.stream().mapToInt(Scale::replicas).sum() : pods.size();
    int desired = desired(budget, expected);
    int healthy = (int) pods.stream().filter(pod -> isHealthy(pod, disrupted)).count();
    int allowed = expected <= 0 ? 0 : Math.max(0, healthy - desired);
    PodDisruptionBudgetStatus status =
        new PodDisruptionBudgetStatusBuilder()
            .withCurrentHealthy(healthy)
            .withDesiredHealthy(desired)
            .withExpectedPods(expected)
            .withDisruptionsAllowed(allowed)
            .withDisruptedPods(disrupted)
            .withObservedGeneration(budget.getMetadata().getGeneration())
            .build();
    String reason = allowed > 0 ? "SufficientPods" : "InsufficientPods";
    status.setConditions(conditions(budget, allowed > 0, reason, "", now));
    return new DisruptionPlan(status, notDeleted(budget, pods, now), firstTimeout(disrupted, now));
  }

  /** The status when the pods could not be counted: nothing may be disrupted until they are. */
  static PodDisruptionBudgetStatus uncounted(
      PodDisruptionBudget budget, String problem, Instant now) {
    PodDisruptionBudgetStatus before = before(budget);
    PodDisruptionBudgetStatus status =
        new PodDisruptionBudgetStatusBuilder(before)
            .withCurrentHealthy(Numbers.orZero(before.getCurrentHealthy()))
            .withDesiredHealthy(Numbers.orZero(before.getDesiredHealthy()))
            .withExpectedPods(Numbers.orZero(before.getExpectedPods()))
            .withDisruptionsAllowed(0)
            .withObservedGeneration(budget.getMetadata().getGeneration())
            .build();
    status.setConditions(conditions(budget, false, "SyncFailed", problem, now));
    return status;
  }

  private static PodDisruptionBudgetStatus before(PodDisruptionBudget budget) {
    return budget.getStatus() == null ? new PodDisruptionBudgetStatus() : budget.getStatus();
  }

  private static int desired(PodDisruptionBudget budget, int expected) {
    IntOrString unavailable = budget.getSpec().getMaxUnavailable();
    if (unavailable != null) {
      return Math.max(0, expected - Numbers.shareRoundedUp(unavailable, expected));
    }
    IntOrString minimum = budget.getSpec().getMinAvailable();
    return minimum == null ? 0 : Numbers.shareRoundedUp(minimum, expected);
  }

  private static boolean isHealthy(Pod pod, Map<String, String> disrupted) {
    return !Pods.isDeleting(pod)
        && !disrupted.containsKey(pod.getMetadata().getName())
        && Pods.isReady(pod);
  }

  /** Pods whose eviction was granted and whose deletion is not to be seen yet. */
  private static Map<String, String> stillExpectedToGo(
      PodDisruptionBudget budget, List<Pod> pods, Instant now) {
    Map<String, String> still = new TreeMap<>();
    for (Pod pod : pods) {
      String granted = granted(budget, pod);
      if (granted != null && !Pods.isDeleting(pod) && timeout(granted).isAfter(now)) {
        still.put(pod.getMetadata().getName(), granted);
      }
    }
    return still;
  }

  private static List<Pod> notDeleted(PodDisruptionBudget budget, List<Pod> pods, Instant now) {
    List<Pod> late = new ArrayList<>();
    for (Pod pod : pods) {
      String granted = granted(budget, pod);
      if (granted != null && !Pods.isDeleting(pod) && !timeout(granted).isAfter(now)) {
        late.add(pod);
      }
    }
    return late;
  }

  private static String granted(PodDisruptionBudget budget, Pod pod) {
    Map<String, String> disrupted = before(budget).getDisruptedPods();
    return disrupted == null ? null : disrupted.get(pod.getMetadata().getName());
  }

  private static Instant timeout(String granted) {
    return Times.orEpoch(granted).plus(DELETION_TIMEOUT);
  }

  private static Optional<Duration> firstTimeout(Map<String, String> disrupted, Instant now) {
    return disrupted.values().stream()
        .map(granted -> Times.until(timeout(granted), now))
        .min(Duration::compareTo);
  }

  private static List<Condition> conditions(
      PodDisruptionBudget budget, boolean allowed, String reason, String message, Instant now) {
    List<Condition> conditions = new ArrayList<>(before(budget).getConditions());
    String status = allowed ? "True" : "False";
    String since =
        conditions.stream()
            .filter(condition -> DISRUPTION_ALLOWED.equals(condition.getType()))
            .filter(condition -> status.equals(condition.getStatus()))
            .map(Condition::getLastTransitionTime)
            .findFirst()
            .orElseGet(() -> Times.seconds(now));
    conditions.removeIf(condition -> DISRUPTION_ALLOWED.equals(condition.getType()));
    conditions.add(
        new ConditionBuilder()
            .withType(DISRUPTION_ALLOWED)
            .withStatus(status)
            .withReason(reason)
            .withMessage(message)
            .withLastTransitionTime(since)
            .withObservedGeneration(budget.getMetadata().getGeneration())
            .build());
    return conditions;
  }
}
