package dev.trierarch.node.kubelet;

import dev.trierarch.node.kubelet.RuntimeView.PodView;
import dev.trierarch.node.runtime.PodRuntime;
import dev.trierarch.node.runtime.PodRuntime.ContainerState;
import dev.trierarch.node.runtime.PodRuntime.Phase;
import dev.trierarch.node.runtime.PodRuntime.SandboxState;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Removes a pod's dead containers and sandboxes that nobody can ask for any more. */
final class PodGarbage {
  // The last one is the status's state or lastState; the one before it backs `logs --previous`.
  private static final int DEAD_PER_CONTAINER_MAX = 2;

  private final PodRuntime runtime;

  PodGarbage(PodRuntime runtime) {
    this.runtime = runtime;
  }

  void collect(PodView seen) {
    Set<String> removed = new HashSet<>();
    for (ContainerState container : superfluous(seen.containers())) {
      runtime.removeContainer(container.id());
      removed.add(container.id());
    }
    Set<String> inUse = new HashSet<>();
    seen.containers().stream()
        .filter(c -> !removed.contains(c.id()))
        .forEach(c -> inUse.add(c.sandboxId()));
    int latest = seen.sandboxes().stream().mapToInt(SandboxState::attempt).max().orElse(0);
    seen.sandboxes().stream()
        .filter(s -> !s.ready() && s.attempt() < latest && !inUse.contains(s.id()))
        .forEach(s -> runtime.removeSandbox(s.id()));
  }

  static List<ContainerState> superfluous(List<ContainerState> containers) {
    Map<String, Integer> kept = new HashMap<>();
    return containers.stream()
        .filter(c -> c.phase() == Phase.EXITED)
        .sorted(Comparator.comparingInt(ContainerState::attempt).reversed())
        .filter(c -> kept.merge(c.name(), 1, Integer::sum) > DEAD_PER_CONTAINER_MAX)
        .toList();
  }
}
