package dev.trierarch.node.kubelet;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Pod;

/** How much of a resource a pod asks for in all. Pure. */
final class PodRequests {
  private PodRequests() {}

  /** The containers' sum or, where it is more, what the start needs at its highest. */
  static long of(Pod pod, String resource) {
    long containers = Pods.containers(pod).stream().mapToLong(c -> request(c, resource)).sum();
    long sidecars = 0;
    long startPeak = 0;
    for (Container init : Pods.initContainers(pod)) {
      long request = request(init, resource);
      if (Pods.isSidecar(pod, init)) {
        sidecars += request;
        startPeak = Math.max(startPeak, sidecars);
      } else {
        startPeak = Math.max(startPeak, sidecars + request);
      }
    }
    long overhead = Quantities.amount(pod.getSpec().getOverhead(), resource);
    return Math.max(containers + sidecars, startPeak) + overhead;
  }

  private static long request(Container container, String resource) {
    long request = Quantities.amount(Qos.requests(container), resource);
    boolean given = Qos.requests(container).containsKey(resource);
    return given ? request : Quantities.amount(Qos.limits(container), resource);
  }
}
