package dev.trierarch.scheduler.framework;

import dev.trierarch.client.model.NodeSelection;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A node and the pods that are on it, added up. Immutable: a pod that comes or goes makes another
 * state.
 *
 * @param pods unfinished pods bound to the node, or assumed to be
 * @param requested what the pods ask for
 * @param requestedScored as {@code requested}, with an assumed use where nothing is asked for
 */
public record NodeState(
    Node node,
    List<Pod> pods,
    Requests allocatable,
    Requests requested,
    Requests requestedScored,
    List<HostPort> hostPorts) {

  public static NodeState of(Node node, Collection<Pod> pods) {
    Requests requested = Requests.none();
    Requests scored = Requests.none();
    List<HostPort> ports = new ArrayList<>();
    for (Pod pod : pods) {
      requested = requested.plus(Requests.of(pod));
      scored = scored.plus(Requests.ofScored(pod));
      ports.addAll(HostPort.of(pod));
    }
    return new NodeState(
        node, List.copyOf(pods), allocatableOf(node), requested, scored, List.copyOf(ports));
  }

  public String name() {
    return node.getMetadata().getName();
  }

  public Map<String, String> labels() {
    return NodeSelection.labels(node);
  }

  public NodeState with(Pod pod) {
    List<Pod> more = new ArrayList<>(pods);
    more.add(pod);
    List<HostPort> ports = new ArrayList<>(hostPorts);
    ports.addAll(HostPort.of(pod));
    return new NodeState(
        node,
        List.copyOf(more),
        allocatable,
        requested.plus(Requests.of(pod)),
        requestedScored.plus(Requests.ofScored(pod)),
        List.copyOf(ports));
  }

  public NodeState without(Collection<Pod> gone) {
    List<String> uids = gone.stream().map(pod -> pod.getMetadata().getUid()).toList();
    return of(
        node, pods.stream().filter(pod -> !uids.contains(pod.getMetadata().getUid())).toList());
  }

  private static Requests allocatableOf(Node node) {
    if (node.getStatus() == null) {
      return Requests.none();
    }
    return Requests.of(
        Objects.requireNonNullElse(
            node.getStatus().getAllocatable(),
            Objects.requireNonNullElse(node.getStatus().getCapacity(), Map.of())));
  }
}
