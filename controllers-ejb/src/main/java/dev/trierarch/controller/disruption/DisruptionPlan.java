package dev.trierarch.controller.disruption;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudgetStatus;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What is to be said of a budget.
 *
 * @param notDeleted pods that were evicted and yet are still there
 * @param after when to look again
 */
record DisruptionPlan(
    PodDisruptionBudgetStatus status, List<Pod> notDeleted, Optional<Duration> after) {}
