package dev.trierarch.controller.replicaset;

import static dev.trierarch.client.model.Numbers.orNothing;

import dev.trierarch.client.model.Labels;
import dev.trierarch.client.model.Numbers;
import dev.trierarch.client.model.Pods;
import dev.trierarch.client.model.Times;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.api.model.apps.ReplicaSetCondition;
import io.fabric8.kubernetes.api.model.apps.ReplicaSetConditionBuilder;
import io.fabric8.kubernetes.api.model.apps.ReplicaSetStatus;
import io.fabric8.kubernetes.api.model.apps.ReplicaSetStatusBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** Decides what a ReplicaSet's pods and status should become. Pure. */
final class ReplicaSetPlanner {

  /** No more pods than this are created or deleted in one go; the rest follows in the next. */
  static final int PODS_PER_PLAN_MAX = 500;

  static final String REPLICA_FAILURE = "ReplicaFailure";

  private ReplicaSetPlanner() {}

  /**
   * What is missing or too many.
   *
   * @param pods the pods that the set controls
   * @param related the pods of the set and of its siblings, see {@link DeletionOrder}
   */
  static ReplicaSetPlan plan(
      ReplicaSet replicaSet, List<Pod> pods, List<Pod> related, Instant now) {
    List<Pod> active = pods.stream().filter(Pods::isActive).toList();
    int surplus = active.size() - wanted(replicaSet);
    if (replicaSet.getMetadata().getDeletionTimestamp() != null || surplus == 0) {
      return new ReplicaSetPlan(0, List.of());
    }
    if (surplus < 0) {
      return new ReplicaSetPlan(Math.min(-surplus, PODS_PER_PLAN_MAX), List.of());
    }
    List<Pod> least =
        active.stream()
            .sorted(new DeletionOrder(related, now))
            .limit(Math.min(surplus, PODS_PER_PLAN_MAX))
            .toList();
    return new ReplicaSetPlan(0, least);
  }

  /**
   * The status that fits the pods.
   *
   * @param failure the condition of a create or delete that was refused just now; empty when all
   *     went well
   */
  static ReplicaSetStatus status(
      ReplicaSet replicaSet, List<Pod> pods, Optional<Failure> failure, Instant now) {
    int minReadySeconds = Numbers.orZero(replicaSet.getSpec().getMinReadySeconds());
    List<Pod> active = pods.stream().filter(Pods::isActive).toList();
    ReplicaSetStatusBuilder status =
        new ReplicaSetStatusBuilder()
            .withReplicas(active.size())
            .withFullyLabeledReplicas(
                orNothing(count(active, pod -> isFullyLabelled(replicaSet, pod))))
            .withReadyReplicas(orNothing(count(active, Pods::isReady)))
            .withAvailableReplicas(
                orNothing(count(active, pod -> Pods.isAvailable(pod, minReadySeconds, now))))
            .withTerminatingReplicas(count(pods, Pods::isTerminating))
            .withObservedGeneration(replicaSet.getMetadata().getGeneration())
            .withConditions(conditions(replicaSet, failure, now));
    return status.build();
  }

  /** When a pod that is ready now has been so for minReadySeconds. */
  static Optional<Duration> nextAvailable(ReplicaSet replicaSet, List<Pod> pods, Instant now) {
    int minReadySeconds = Numbers.orZero(replicaSet.getSpec().getMinReadySeconds());
    return pods.stream()
        .filter(Pods::isActive)
        .filter(Pods::isReady)
        .filter(pod -> !Pods.isAvailable(pod, minReadySeconds, now))
        .map(pod -> Times.until(Pods.availableAt(pod, minReadySeconds), now))
        .min(Duration::compareTo);
  }

  /** Whether no pod is missing. */
  static boolean hasEnough(ReplicaSet replicaSet, List<Pod> pods) {
    return count(pods, Pods::isActive) >= wanted(replicaSet);
  }

  /** Why pods could not be created ({@code FailedCreate}) or deleted ({@code FailedDelete}). */
  record Failure(String reason, String message) {}

  private static int wanted(ReplicaSet replicaSet) {
    return Numbers.or(replicaSet.getSpec().getReplicas(), 1);
  }

  private static boolean isFullyLabelled(ReplicaSet replicaSet, Pod pod) {
    Map<String, String> wanted = replicaSet.getSpec().getTemplate().getMetadata().getLabels();
    Map<String, String> labels = pod.getMetadata().getLabels();
    return Labels.hasAll(wanted, labels == null ? Map.of() : labels);
  }

  private static List<ReplicaSetCondition> conditions(
      ReplicaSet replicaSet, Optional<Failure> failure, Instant now) {
    List<ReplicaSetCondition> conditions = new ArrayList<>();
    Optional<ReplicaSetCondition> failedBefore = Optional.empty();
    if (replicaSet.getStatus() != null) {
      for (ReplicaSetCondition condition : replicaSet.getStatus().getConditions()) {
        if (condition.getType().equals(REPLICA_FAILURE)) {
          failedBefore = Optional.of(condition);
        } else {
          conditions.add(condition);
        }
      }
    }
    if (failure.isPresent()) {
      conditions.add(failedBefore.orElseGet(() -> condition(failure.get(), now)));
    }
    return conditions;
  }

  private static ReplicaSetCondition condition(Failure failure, Instant now) {
    return new ReplicaSetConditionBuilder()
        .withType(REPLICA_FAILURE)
        .withStatus("True")
        .withReason(failure.reason())
        .withMessage(failure.message())
        .withLastTransitionTime(Times.seconds(now))
        .build();
  }

  private static int count(List<Pod> pods, Predicate<Pod> predicate) {
    return (int) pods.stream().filter(predicate).count();
  }
}
