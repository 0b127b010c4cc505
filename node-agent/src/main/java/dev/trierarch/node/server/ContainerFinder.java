package dev.trierarch.node.server;

import dev.trierarch.node.kubelet.Kubelet;
import dev.trierarch.node.kubelet.Pods;
import dev.trierarch.node.runtime.PodRuntime.ContainerState;
import dev.trierarch.node.runtime.PodRuntime.Phase;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Finds the container that a request names, or says in upstream's words why there is none. */
final class ContainerFinder {
  private final Kubelet kubelet;

  ContainerFinder(Kubelet kubelet) {
    this.kubelet = kubelet;
  }

  Pod pod(String namespace, String name) throws Refusal {
    return kubelet
        .pod(namespace, name)
        .orElseThrow(
            () -> new Refusal(404, "pod \"%s\" does not exist on this node".formatted(name)));
  }

  ContainerState container(Pod pod, String name, boolean previous) throws Refusal {
    if (Pods.container(pod, name).isEmpty()) {
      throw new Refusal(
          404, "container \"%s\" not found in pod \"%s\"".formatted(name, Pods.name(pod)));
    }
    List<ContainerState> attempts = attempts(pod, name);
    if (previous) {
      return attempts.stream()
          .skip(waitsForItsNextStart(pod, name, attempts) ? 0 : 1)
          .filter(c -> c.phase() == Phase.EXITED)
          .findFirst()
          .orElseThrow(
              () ->
                  new Refusal(
                      400,
                      "previous terminated container \"%s\" in pod \"%s\" not found"
                          .formatted(name, Pods.name(pod))));
    }
    return attempts.stream()
        .filter(c -> c.startedAt() != null)
        .findFirst()
        .orElseThrow(
            () ->
                new Refusal(
                    400,
                    "container \"%s\" in pod \"%s\" is waiting to start: %s"
                        .formatted(name, Pods.name(pod), waitingReason(pod, name))));
  }

  /** A container that waits for its next start has its last end as its previous one. */
  private static boolean waitsForItsNextStart(Pod pod, String name, List<ContainerState> attempts) {
    return !attempts.isEmpty()
        && attempts.get(0).phase() == Phase.EXITED
        && waiting(pod, name).isPresent();
  }

  private static String waitingReason(Pod pod, String name) {
    return waiting(pod, name).orElse("ContainerCreating");
  }

  private static Optional<String> waiting(Pod pod, String name) {
    return Pods.status(pod, name)
        .filter(s -> s.getState() != null && s.getState().getWaiting() != null)
        .map(s -> s.getState().getWaiting().getReason());
  }

  private List<ContainerState> attempts(Pod pod, String name) {
    return kubelet.runtime().containers().stream()
        .filter(c -> c.name().equals(name))
        .filter(c -> Pods.uid(pod).equals(c.labels().get(Pods.LABEL_POD_UID)))
        .sorted(Comparator.comparingInt(ContainerState::attempt).reversed())
        .toList();
  }

  /** The container's attempt that runs now. */
  ContainerState running(Pod pod, String name) throws Refusal {
    return attempts(pod, name).stream()
        .filter(c -> c.phase() == Phase.RUNNING)
        .findFirst()
        .orElseThrow(() -> new Refusal(404, "container not found (\"%s\")".formatted(name)));
  }

  boolean isRunning(String id) {
    Optional<ContainerState> now =
        kubelet.runtime().containers().stream().filter(c -> c.id().equals(id)).findFirst();
    return now.filter(c -> c.phase() == Phase.RUNNING).isPresent();
  }
}
