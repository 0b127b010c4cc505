package dev.trierarch.node.kubelet;

import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Quantity;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Whether a pod that was bound to this node fits beside those that are on it. Pure. */
final class NodeAdmission {
  private static final List<String> RESOURCES = List.of("cpu", "memory", "ephemeral-storage");

  private NodeAdmission() {}

  /**
   * @param others the pods that hold a place on the node
   * @return why the pod is refused, empty when it is welcome
   */
  static Optional<Waiting> refuse(
      Pod pod, Collection<Pod> others, Map<String, Quantity> allocatable) {
    long podsMax = Quantities.amount(allocatable, "pods");
    if (others.size() + 1 > podsMax) {
      return Optional.of(outOf("pods", 1, others.size(), podsMax));
    }
    for (String resource : RESOURCES) {
      long wanted = PodRequests.of(pod, resource);
      long used = others.stream().mapToLong(other -> PodRequests.of(other, resource)).sum();
      long capacity = Quantities.amount(allocatable, resource);
      if (wanted > 0 && used + wanted > capacity) {
        return Optional.of(outOf(resource, wanted, used, capacity));
      }
    }
    if (others.stream().anyMatch(other -> portsClash(pod, other))) {
      return Optional.of(
          new Waiting(
              "NodePorts",
              "Pod was rejected: Predicate NodePorts failed: node(s) didn't have free ports for the requested pod ports"));
    }
    return Optional.empty();
  }

  private static Waiting outOf(String resource, long wanted, long used, long capacity) {
    return new Waiting(
        "OutOf" + resource,
        "Pod was rejected: Node didn't have enough resource: %s, requested: %d, used: %d, capacity: %d"
            .formatted(resource, wanted, used, capacity));
  }

  private static boolean portsClash(Pod one, Pod other) {
    return hostPorts(one).anyMatch(a -> hostPorts(other).anyMatch(b -> clash(a, b)));
  }

  private static Stream<ContainerPort> hostPorts(Pod pod) {
    return Pods.containers(pod).stream()
        .flatMap(c -> c.getPorts().stream())
        .filter(p -> p.getHostPort() != null && p.getHostPort() > 0);
  }

  private static boolean clash(ContainerPort a, ContainerPort b) {
    return a.getHostPort().equals(b.getHostPort())
        && protocol(a).equals(protocol(b))
        && (isAnywhere(a) || isAnywhere(b) || a.getHostIP().equals(b.getHostIP()));
  }

  private static String protocol(ContainerPort port) {
    return port.getProtocol() == null ? "TCP" : port.getProtocol();
  }

  private static boolean isAnywhere(ContainerPort port) {
    String ip = port.getHostIP();
    return ip == null || ip.isEmpty() || ip.equals("0.0.0.0") || ip.equals("::");
  }
}
