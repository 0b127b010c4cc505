package dev.trierarch.scheduler;

import dev.trierarch.client.model.Pods;
import dev.trierarch.scheduler.framework.ClusterEvent;
import dev.trierarch.scheduler.framework.Requests;
import dev.trierarch.store.Change.Operation;
import dev.trierarch.store.Revision;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** What a row of the log may change for pods that wait. Pure. */
final class RowEvents {

  private RowEvents() {}

  static Set<ClusterEvent> of(Revision row) {
    return switch (row.key().resource()) {
      case "nodes" -> ofNode(row);
      case "pods" -> ofPod(row);
      case "namespaces" -> ofNamespace(row);
      default -> Set.of();
    };
  }

  private static Set<ClusterEvent> ofNode(Revision row) {
    if (row.operation() == Operation.DELETE) {
      return Set.of();
    }
    if (row.previous() == null) {
      return Set.of(ClusterEvent.NODE_ADDED);
    }
    Node before = row.previous().as(Node.class);
    Node after = row.object().as(Node.class);
    Set<ClusterEvent> events = EnumSet.noneOf(ClusterEvent.class);
    if (!allocatable(before).equals(allocatable(after))) {
      events.add(ClusterEvent.NODE_ALLOCATABLE_CHANGED);
    }
    if (!row.previous().labels().equals(row.object().labels())) {
      events.add(ClusterEvent.NODE_LABELS_CHANGED);
    }
    if (!taints(before).equals(taints(after))) {
      events.add(ClusterEvent.NODE_TAINTS_CHANGED);
    }
    return events;
  }

  private static Set<ClusterEvent> ofPod(Revision row) {
    Pod after = row.object().as(Pod.class);
    boolean wasAssigned = row.previous() != null && Pods.isAssigned(row.previous().as(Pod.class));
    boolean isGone = row.operation() == Operation.DELETE || Pods.isFinished(after);
    if (isGone) {
      return wasAssigned || Pods.isAssigned(after) ? Set.of(ClusterEvent.POD_GONE) : Set.of();
    }
    if (!Pods.isAssigned(after)) {
      return Set.of();
    }
    if (!wasAssigned) {
      return Set.of(ClusterEvent.POD_ASSIGNED);
    }
    boolean otherLabels = !row.previous().labels().equals(row.object().labels());
    return otherLabels ? Set.of(ClusterEvent.POD_LABELS_CHANGED) : Set.of();
  }

  private static Set<ClusterEvent> ofNamespace(Revision row) {
    boolean changed =
        row.previous() != null
            && !Objects.equals(
                row.previous().as(Namespace.class).getMetadata().getLabels(),
                row.object().as(Namespace.class).getMetadata().getLabels());
    return changed ? Set.of(ClusterEvent.NAMESPACE_LABELS_CHANGED) : Set.of();
  }

  private static Requests allocatable(Node node) {
    return node.getStatus() == null
        ? Requests.none()
        : Requests.of(node.getStatus().getAllocatable());
  }

  private static List<Object> taints(Node node) {
    return node.getSpec() == null
        ? List.of(List.of(), false)
        : List.of(
            node.getSpec().getTaints(), Boolean.TRUE.equals(node.getSpec().getUnschedulable()));
  }
}
