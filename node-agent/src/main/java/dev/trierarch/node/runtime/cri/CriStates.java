package dev.trierarch.node.runtime.cri;

import dev.trierarch.node.runtime.PodRuntime;
import dev.trierarch.node.runtime.PodRuntime.Phase;
import dev.trierarch.node.runtime.PodRuntime.SandboxState;
import dev.trierarch.node.runtime.cri.v1.Container;
import dev.trierarch.node.runtime.cri.v1.ContainerState;
import dev.trierarch.node.runtime.cri.v1.ContainerStatus;
import dev.trierarch.node.runtime.cri.v1.PodSandbox;
import dev.trierarch.node.runtime.cri.v1.PodSandboxState;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** Translates what a CRI runtime tells into the terms of the pod workers. */
final class CriStates {
  private static final long NANOS_PER_SECOND = 1_000_000_000L;

  private CriStates() {}

  static SandboxState sandbox(PodSandbox s, String ip) {
    return new SandboxState(
        s.getId(),
        s.getMetadata().getNamespace(),
        s.getMetadata().getName(),
        s.getMetadata().getUid(),
        s.getMetadata().getAttempt(),
        s.getState() == PodSandboxState.SANDBOX_READY,
        ip,
        instant(s.getCreatedAt()),
        withoutOurs(s.getLabelsMap()),
        withoutOurs(s.getAnnotationsMap()));
  }

  /**
   * @param status tells times and exit code; empty for one that was not started
   */
  static PodRuntime.ContainerState container(Container c, ContainerStatus status) {
    Phase phase = phase(status.getId().isEmpty() ? c.getState() : status.getState());
    boolean ended = phase == Phase.EXITED;
    return new PodRuntime.ContainerState(
        c.getId(),
        c.getPodSandboxId(),
        c.getMetadata().getName(),
        c.getMetadata().getAttempt(),
        c.getAnnotationsOrDefault(CriRuntime.IMAGE_ANNOTATION, c.getImage().getImage()),
        c.getImageRef(),
        phase,
        instant(c.getCreatedAt()),
        status.getStartedAt() > 0 ? instant(status.getStartedAt()) : null,
        ended && status.getFinishedAt() > 0 ? instant(status.getFinishedAt()) : null,
        ended ? status.getExitCode() : 0,
        ended ? reason(status) : "",
        status.getMessage(),
        withoutOurs(c.getLabelsMap()),
        withoutOurs(c.getAnnotationsMap()));
  }

  private static String reason(ContainerStatus status) {
    if (!status.getReason().isEmpty()) {
      return status.getReason();
    }
    return status.getExitCode() == 0 ? "Completed" : "Error";
  }

  private static Phase phase(ContainerState state) {
    return switch (state) {
      case CONTAINER_CREATED -> Phase.CREATED;
      case CONTAINER_RUNNING -> Phase.RUNNING;
      case CONTAINER_EXITED -> Phase.EXITED;
      default -> Phase.UNKNOWN;
    };
  }

  static Instant instant(long nanos) {
    return Instant.ofEpochSecond(nanos / NANOS_PER_SECOND, nanos % NANOS_PER_SECOND);
  }

  private static Map<String, String> withoutOurs(Map<String, String> all) {
    Map<String, String> theirs = new HashMap<>(all);
    theirs.keySet().removeIf(key -> key.startsWith(CriRuntime.OURS));
    return theirs;
  }
}
