package dev.trierarch.scheduler;

import dev.trierarch.client.model.Labels;
import dev.trierarch.client.model.Numbers;
import dev.trierarch.client.model.Pods;
import dev.trierarch.client.model.Times;
import dev.trierarch.scheduler.framework.ClusterSnapshot;
import dev.trierarch.scheduler.framework.NodeState;
import dev.trierarch.scheduler.framework.PendingPod;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds the pods of lower priority that would have to leave for a pod to fit. Pure. */
final class Preemption {

  /** Upstream's words for nodes where leaving pods would change nothing. */
  private static final String NOT_HELPFUL = "Preemption is not helpful for scheduling";

  private static final String NO_VICTIMS = "No preemption victims found for incoming pod";

  /** Those who leave first are given up first: the least important, then the youngest. */
  private static final Comparator<Pod> MOST_IMPORTANT_FIRST =
      Comparator.comparingInt(PendingPod::priorityOf)
          .reversed()
          .thenComparing(Preemption::started)
          .thenComparing(pod -> pod.getMetadata().getUid());

  private final SchedulingCycle cycle;
  private final ClusterSnapshot cluster;
  private final List<PodDisruptionBudget> budgets;

  Preemption(SchedulingCycle cycle, ClusterSnapshot cluster, List<PodDisruptionBudget> budgets) {
    this.cycle = cycle;
    this.cluster = cluster;
    this.budgets = budgets;
  }

  /**
   * The node to make room on and who must leave it, or why there is none.
   *
   * @param message what follows {@code preemption: } in the pod's event; empty when there is room
   */
  record Result(Optional<String> nodeName, List<Pod> victims, String message) {}

  /** A node with those who would have to leave it. */
  private record Candidate(String nodeName, List<Pod> victims, int budgetViolations) {}

  Result find(PendingPod pod, Placement placement) {
    Optional<String> obstacle = obstacle(pod);
    if (obstacle.isPresent()) {
      return new Result(Optional.empty(), List.of(), obstacle.get());
    }
    List<Candidate> candidates = new ArrayList<>();
    List<String> reasons = new ArrayList<>();
    placement
        .refusalsByNode()
        .forEach(
            (name, refusal) -> {
              if (!refusal.verdict().helpedByPreemption()) {
                reasons.add(NOT_HELPFUL);
                return;
              }
              candidate(pod, cluster.node(name).orElseThrow())
                  .ifPresentOrElse(candidates::add, () -> reasons.add(NO_VICTIMS));
            });
    return candidates.stream()
        .min(leastHarm())
        .map(best -> new Result(Optional.of(best.nodeName()), best.victims(), ""))
        .orElseGet(
            () ->
                new Result(
                    Optional.empty(),
                    List.of(),
                    NodeReasons.message(placement.nodesTotal(), reasons)));
  }

  private Optional<String> obstacle(PendingPod pod) {
    if ("Never".equals(pod.spec().getPreemptionPolicy())) {
      return Optional.of("not eligible due to preemptionPolicy=Never.");
    }
    String nominated =
        pod.pod().getStatus() == null ? null : pod.pod().getStatus().getNominatedNodeName();
    boolean waits =
        nominated != null
            && cluster
                .node(nominated)
                .filter(node -> node.pods().stream().anyMatch(other -> isLeaving(other, pod)))
                .isPresent();
    return waits
        ? Optional.of("not eligible due to a terminating pod on the nominated node.")
        : Optional.empty();
  }

  private static boolean isLeaving(Pod other, PendingPod pod) {
    return Pods.isDeleting(other) && PendingPod.priorityOf(other) < pod.priority();
  }

  /** Takes all lesser pods away and puts back, the most important first, whoever still fits. */
  private Optional<Candidate> candidate(PendingPod pod, NodeState node) {
    List<Pod> lesser =
        node.pods().stream()
            .filter(other -> PendingPod.priorityOf(other) < pod.priority())
            .toList();
    NodeState room = node.without(lesser);
    if (lesser.isEmpty() || !cycle.fits(pod, room, cluster.with(room))) {
      return Optional.empty();
    }
    Map<String, Integer> disruptionsLeft = disruptionsLeft();
    List<Pod> violating = new ArrayList<>();
    List<Pod> others = new ArrayList<>();
    lesser.stream()
        .sorted(MOST_IMPORTANT_FIRST)
        .forEach(other -> (violates(other, disruptionsLeft) ? violating : others).add(other));
    List<Pod> victims = new ArrayList<>();
    room = reprieve(pod, room, violating, victims);
    int violations = victims.size();
    reprieve(pod, room, others, victims);
    victims.sort(MOST_IMPORTANT_FIRST);
    return Optional.of(new Candidate(node.name(), List.copyOf(victims), violations));
  }

  private NodeState reprieve(
      PendingPod pod, NodeState room, List<Pod> candidates, List<Pod> victims) {
    NodeState fullest = room;
    for (Pod other : candidates) {
      NodeState fuller = fullest.with(other);
      if (cycle.fits(pod, fuller, cluster.with(fuller))) {
        fullest = fuller;
      } else {
        victims.add(other);
      }
    }
    return fullest;
  }

  private Map<String, Integer> disruptionsLeft() {
    Map<String, Integer> left = new HashMap<>();
    for (PodDisruptionBudget budget : budgets) {
      left.put(
          budget.getMetadata().getUid(),
          budget.getStatus() == null
              ? 0
              : Numbers.orZero(budget.getStatus().getDisruptionsAllowed()));
    }
    return left;
  }

  private boolean violates(Pod pod, Map<String, Integer> disruptionsLeft) {
    boolean violates = false;
    for (PodDisruptionBudget budget : budgets) {
      boolean covers =
          budget.getMetadata().getNamespace().equals(pod.getMetadata().getNamespace())
              && Labels.matches(budget.getSpec().getSelector(), pod.getMetadata().getLabels());
      if (covers) {
        violates |= disruptionsLeft.merge(budget.getMetadata().getUid(), -1, Integer::sum) < 0;
      }
    }
    return violates;
  }

  /**
   * Fewest broken budgets, then the least important victims, then the fewest, then the youngest.
   */
  private static Comparator<Candidate> leastHarm() {
    return Comparator.comparingInt(Candidate::budgetViolations)
        .thenComparing(Preemption::highestPriority)
        .thenComparing(Preemption::sumOfPriorities)
        .thenComparing(candidate -> candidate.victims().size())
        .thenComparing(Preemption::earliestStart, Comparator.reverseOrder())
        .thenComparing(Candidate::nodeName);
  }

  private static long highestPriority(Candidate candidate) {
    return candidate.victims().stream().mapToLong(PendingPod::priorityOf).max().orElse(0);
  }

  private static long sumOfPriorities(Candidate candidate) {
    return candidate.victims().stream().mapToLong(PendingPod::priorityOf).sum();
  }

  private static Instant earliestStart(Candidate candidate) {
    return candidate.victims().stream()
        .map(Preemption::started)
        .min(Instant::compareTo)
        .orElse(Instant.MAX);
  }

  private static Instant started(Pod pod) {
    return Times.parse(pod.getStatus() == null ? null : pod.getStatus().getStartTime())
        .orElse(Times.orEpoch(pod.getMetadata().getCreationTimestamp()));
  }
}
