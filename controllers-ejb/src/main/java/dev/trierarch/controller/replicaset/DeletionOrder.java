package dev.trierarch.controller.replicaset;

import dev.trierarch.client.model.Numbers;
import dev.trierarch.client.model.Pods;
import dev.trierarch.client.model.Times;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Orders pods by how little is lost with them, as upstream does: unassigned before assigned,
 * pending before running, unready before ready, cheaper before dearer, doubled up on a node before
 * alone, and then the younger.
 *
 * <p>Ages are compared by their order of magnitude only, so that scaling down and up again does not
 * always hit the youngest pod.
 */
final class DeletionOrder implements Comparator<Pod> {

  static final String DELETION_COST = "controller.kubernetes.io/pod-deletion-cost";

  private static final List<String> PHASES = List.of("Pending", "Unknown", "Running");

  private final Instant now;
  private final Map<String, Long> activePodsByNode;
  private final Comparator<Pod> order;

  /**
   * @param related the pods of this set and of its siblings, which show where pods are doubled up
   */
  DeletionOrder(Collection<Pod> related, Instant now) {
    this.now = now;
    this.activePodsByNode =
        related.stream()
            .filter(Pods::isActive)
            .collect(Collectors.groupingBy(Pods::nodeName, Collectors.counting()));
    this.order =
        Comparator.comparing(Pods::isAssigned)
            .thenComparing(pod -> PHASES.indexOf(Pods.phase(pod)))
            .thenComparing(Pods::isReady)
            .thenComparing(DeletionOrder::deletionCost)
            .thenComparing(Comparator.comparingLong(this::podsOnSameNode).reversed())
            .thenComparing(pod -> Pods.isReady(pod) ? ageMagnitude(Pods.readySince(pod)) : 0)
            .thenComparing(Comparator.comparingInt(DeletionOrder::restarts).reversed())
            .thenComparing(pod -> ageMagnitude(created(pod)))
            .thenComparing(pod -> pod.getMetadata().getUid());
  }

  @Override
  public int compare(Pod a, Pod b) {
    return order.compare(a, b);
  }

  private long podsOnSameNode(Pod pod) {
    return activePodsByNode.getOrDefault(Pods.nodeName(pod), 0L);
  }

  /** 0 for an age of 1 s, 10 for 17 minutes, 16 for 18 hours. */
  private int ageMagnitude(Instant since) {
    long seconds = Duration.between(since, now).toSeconds();
    return seconds <= 0 ? -1 : 63 - Long.numberOfLeadingZeros(seconds);
  }

  private static Instant created(Pod pod) {
    return Times.orEpoch(pod.getMetadata().getCreationTimestamp());
  }

  private static int deletionCost(Pod pod) {
    Map<String, String> annotations = pod.getMetadata().getAnnotations();
    String cost = annotations == null ? null : annotations.get(DELETION_COST);
    try {
      return cost == null ? 0 : Integer.parseInt(cost);
    } catch (NumberFormatException e) {
      // Upstream, too, takes an unreadable cost as none.
      return 0;
    }
  }

  private static int restarts(Pod pod) {
    return pod.getStatus() == null
        ? 0
        : pod.getStatus().getContainerStatuses().stream()
            .map(ContainerStatus::getRestartCount)
            .mapToInt(Numbers::orZero)
            .max()
            .orElse(0);
  }
}
