package dev.trierarch.node.runtime.hollow;

import dev.trierarch.node.runtime.PodRuntime.ContainerSpec;
import dev.trierarch.node.runtime.PodRuntime.ContainerState;
import dev.trierarch.node.runtime.PodRuntime.ContainerUsage;
import dev.trierarch.node.runtime.PodRuntime.Phase;
import dev.trierarch.node.runtime.PodRuntime.RuntimeFailure;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** One pretended container; its end is worked out when somebody looks. Guarded by its runtime. */
final class HollowContainer {
  private static final int SIGKILL_EXIT_CODE = 137;
  private static final long PRETENDED_MEMORY_BYTES = 1 << 20;

  private final String id;
  private final String sandboxId;
  private final ContainerSpec spec;
  private final Instant createdAt;
  private final int plannedExitCode;
  private final Optional<Duration> exitAfter;
  private Instant startedAt;
  private Instant stoppedAt;
  private int stoppedExitCode;

  HollowContainer(
      String id,
      String sandboxId,
      ContainerSpec spec,
      Map<String, String> behaviour,
      Instant createdAt) {
    this.id = id;
    this.sandboxId = sandboxId;
    this.spec = spec;
    this.createdAt = createdAt;
    this.plannedExitCode =
        setting(behaviour, HollowRuntime.EXIT_CODE).map(Integer::parseInt).orElse(0);
    this.exitAfter = setting(behaviour, HollowRuntime.EXIT_AFTER).map(Duration::parse);
  }

  private Optional<String> setting(Map<String, String> behaviour, String key) {
    String own = behaviour.get(key + "." + spec.name());
    return Optional.ofNullable(own != null ? own : behaviour.get(key));
  }

  String id() {
    return id;
  }

  String sandboxId() {
    return sandboxId;
  }

  String name() {
    return spec.name();
  }

  int attempt() {
    return spec.attempt();
  }

  void start(Instant now) {
    if (startedAt != null) {
      throw new RuntimeFailure("RunContainerError", "container " + id + " was started before");
    }
    startedAt = now;
  }

  /** A polite stop: the container ends with the code that was planned for it. */
  void terminate(Instant now) {
    stop(now, plannedExitCode);
  }

  void kill(Instant now) {
    stop(now, SIGKILL_EXIT_CODE);
  }

  private void stop(Instant now, int exitCode) {
    if (phase(now) != Phase.EXITED) {
      stoppedAt = now;
      stoppedExitCode = exitCode;
    }
  }

  ContainerState state(Instant now) {
    Phase phase = phase(now);
    boolean exited = phase == Phase.EXITED;
    int exitCode = exited ? exitCode() : 0;
    return new ContainerState(
        id,
        sandboxId,
        spec.name(),
        spec.attempt(),
        spec.image(),
        "sha256:" + UUID.nameUUIDFromBytes(spec.image().getBytes(StandardCharsets.UTF_8)),
        phase,
        createdAt,
        startedAt,
        exited ? finishedAt() : null,
        exitCode,
        exited ? (exitCode == 0 ? "Completed" : "Error") : "",
        "",
        Map.copyOf(spec.labels()),
        Map.copyOf(spec.annotations()));
  }

  Optional<ContainerUsage> usage(Instant now) {
    return phase(now) == Phase.RUNNING
        ? Optional.of(new ContainerUsage(now, 0, PRETENDED_MEMORY_BYTES))
        : Optional.empty();
  }

  private Phase phase(Instant now) {
    if (stoppedAt != null) {
      return Phase.EXITED;
    }
    if (startedAt == null) {
      return Phase.CREATED;
    }
    boolean over = exitAfter.isPresent() && !now.isBefore(startedAt.plus(exitAfter.get()));
    return over ? Phase.EXITED : Phase.RUNNING;
  }

  private int exitCode() {
    return stoppedAt != null ? stoppedExitCode : plannedExitCode;
  }

  private Instant finishedAt() {
    return stoppedAt != null ? stoppedAt : startedAt.plus(exitAfter.orElseThrow());
  }
}
