package dev.trierarch.controller.podgc;

import dev.trierarch.client.model.Pods;
import dev.trierarch.client.model.Times;
import dev.trierarch.controller.nodelifecycle.NodeConditions;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Decides which pods nobody will ever look after again. Pure. */
final class PodGarbagePlanner {

  private static final String OUT_OF_SERVICE = "node.kubernetes.io/out-of-service";

  private PodGarbagePlanner() {}

  /** Why a pod is to be removed at once. */
  enum Garbage {
    /** It is being deleted and never had a node that could end it. */
    UNSCHEDULED_TERMINATING,
    /** Its node is gone. */
    ORPHANED,
    /** It is being deleted on a node that somebody has declared out of service. */
    OUT_OF_SERVICE
  }

  static Optional<Garbage> garbage(Pod pod, Optional<Node> node) {
    if (!Pods.isAssigned(pod)) {
      return Pods.isDeleting(pod) ? Optional.of(Garbage.UNSCHEDULED_TERMINATING) : Optional.empty();
    }
    if (node.isEmpty()) {
      return Optional.of(Garbage.ORPHANED);
    }
    boolean declaredDead =
        Pods.isDeleting(pod)
            && !NodeConditions.isReady(node.get())
            && node.get().getSpec() != null
            && node.get().getSpec().getTaints().stream()
                .anyMatch(taint -> taint.getKey().equals(OUT_OF_SERVICE));
    return declaredDead ? Optional.of(Garbage.OUT_OF_SERVICE) : Optional.empty();
  }

  /** The oldest of the finished pods that are more than there may be. */
  static List<Pod> tooMany(Collection<Pod> pods, int finishedMax) {
    List<Pod> finished =
        pods.stream().filter(pod -> Pods.isFinished(pod) && !Pods.isDeleting(pod)).toList();
    return finished.stream()
        .sorted(
            Comparator.comparing(pod -> Times.orEpoch(pod.getMetadata().getCreationTimestamp())))
        .limit(Math.max(0, finished.size() - (long) finishedMax))
        .toList();
  }
}
