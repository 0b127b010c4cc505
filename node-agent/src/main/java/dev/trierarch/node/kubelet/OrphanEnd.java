package dev.trierarch.node.kubelet;

import dev.trierarch.node.kubelet.RuntimeView.PodView;
import dev.trierarch.node.runtime.PodRuntime;
import dev.trierarch.node.runtime.PodRuntime.ContainerState;
import dev.trierarch.node.runtime.PodRuntime.Phase;
import dev.trierarch.node.runtime.PodRuntime.SandboxState;
import java.time.Duration;

/** Ends a pod of which nothing is known but what the runtime says. */
final class OrphanEnd {
  private static final String GRACE_SECONDS_WHEN_UNKNOWN = "30";

  private OrphanEnd() {}

  /** Waits for the containers' grace; leaves the sandbox stopped. */
  static void end(PodRuntime runtime, PodView seen) {
    seen.containers().parallelStream()
        .filter(c -> c.phase() == Phase.RUNNING)
        .forEach(c -> runtime.stopContainer(c.id(), grace(c)));
    seen.sandboxes().stream().filter(SandboxState::ready).forEach(s -> runtime.stopSandbox(s.id()));
  }

  private static Duration grace(ContainerState container) {
    String seconds =
        container.annotations().getOrDefault(Pods.ANNOTATION_GRACE, GRACE_SECONDS_WHEN_UNKNOWN);
    return Duration.ofSeconds(Long.parseLong(seconds));
  }
}
