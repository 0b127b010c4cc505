package dev.trierarch.node.kubelet;

import dev.trierarch.node.probe.ProbeVerdict;
import dev.trierarch.node.runtime.PodRuntime.ContainerState;
import dev.trierarch.node.runtime.PodRuntime.Phase;
import dev.trierarch.node.runtime.PodRuntime.SandboxState;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Pods and what is seen of them, for tests. */
final class Samples {
  static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

  private Samples() {}

  static Container container(String name) {
    return new ContainerBuilder().withName(name).withImage("image:1").build();
  }

  static Container sidecar(String name) {
    return new ContainerBuilder(container(name)).withRestartPolicy("Always").build();
  }

  static Pod pod(String policy, List<Container> inits, List<Container> containers) {
    return new PodBuilder()
        .withNewMetadata()
        .withName("web")
        .withNamespace("default")
        .withUid("uid-1")
        .withGeneration(1L)
        .endMetadata()
        .withNewSpec()
        .withRestartPolicy(policy)
        .withTerminationGracePeriodSeconds(30L)
        .withInitContainers(inits)
        .withContainers(containers)
        .endSpec()
        .build();
  }

  static Pod pod(String policy) {
    return pod(policy, List.of(), List.of(container("main")));
  }

  static Pod debugged(Pod pod) {
    return new PodBuilder(pod)
        .editSpec()
        .addNewEphemeralContainer()
        .withName("dbg")
        .withImage("tools:1")
        .endEphemeralContainer()
        .endSpec()
        .build();
  }

  /** Its ephemeral container was told to have run. */
  static Pod onceDebugged(Pod pod, io.fabric8.kubernetes.api.model.ContainerState state) {
    return new PodBuilder(debugged(pod))
        .withNewStatus()
        .addNewEphemeralContainerStatus()
        .withName("dbg")
        .withContainerID("hollow://gone")
        .withState(state)
        .endEphemeralContainerStatus()
        .endStatus()
        .build();
  }

  static Pod withPhase(Pod pod, String phase) {
    return new PodBuilder(pod).withNewStatus().withPhase(phase).endStatus().build();
  }

  static Pod deleting(Pod pod, long graceSeconds) {
    return new PodBuilder(pod)
        .editMetadata()
        .withDeletionTimestamp("2026-01-02T03:04:05Z")
        .withDeletionGracePeriodSeconds(graceSeconds)
        .endMetadata()
        .build();
  }

  static Scene scene(Pod pod) {
    return new Scene(pod);
  }

  /** What is seen of a pod, put together step by step. */
  static final class Scene {
    private final Pod pod;
    private boolean ending;
    private final List<SandboxState> sandboxes = new ArrayList<>();
    private final List<ContainerState> containers = new ArrayList<>();
    private final Map<String, ProbeVerdict> verdicts = new HashMap<>();
    private final Map<String, HookState> hooks = new HashMap<>();
    private final Map<String, CrashBackoff> backoffs = new HashMap<>();
    private final Map<String, Instant> stops = new HashMap<>();
    private Instant now = NOW;

    Scene(Pod pod) {
      this.pod = pod;
    }

    Scene sandbox(int attempt, boolean ready) {
      sandboxes.add(
          new SandboxState(
              "s" + attempt,
              "default",
              "web",
              "uid-1",
              attempt,
              ready,
              "10.0.0." + (attempt + 1),
              NOW,
              Map.of(),
              Map.of()));
      return this;
    }

    Scene running(String name, int attempt) {
      return running(name, attempt, "s0");
    }

    Scene running(String name, int attempt, String sandbox) {
      return add(name, attempt, sandbox, Phase.RUNNING, NOW.minusSeconds(60), null, 0);
    }

    Scene exited(String name, int attempt, int exitCode) {
      return exited(name, attempt, "s0", exitCode);
    }

    Scene exited(String name, int attempt, String sandbox, int exitCode) {
      return add(
          name,
          attempt,
          sandbox,
          Phase.EXITED,
          NOW.minusSeconds(60),
          NOW.minusSeconds(1),
          exitCode);
    }

    Scene created(String name, int attempt) {
      return add(name, attempt, "s0", Phase.CREATED, null, null, 0);
    }

    private Scene add(
        String name,
        int attempt,
        String sandbox,
        Phase phase,
        Instant startedAt,
        Instant finishedAt,
        int exitCode) {
      String hash = Pods.container(pod, name).map(Pods::hash).orElse("");
      containers.add(
          new ContainerState(
              name + "-" + attempt,
              sandbox,
              name,
              attempt,
              "image:1",
              "sha256:1",
              phase,
              NOW.minusSeconds(61),
              startedAt,
              finishedAt,
              exitCode,
              finishedAt == null ? "" : exitCode == 0 ? "Completed" : "Error",
              "",
              Map.of(),
              Map.of(Pods.ANNOTATION_HASH, hash)));
      return this;
    }

    Scene verdict(String id, boolean started, boolean ready, String failed) {
      verdicts.put(id, new ProbeVerdict(started, ready, failed));
      return this;
    }

    Scene hook(String id, HookState state) {
      hooks.put(id, state);
      return this;
    }

    Scene backoff(String name, CrashBackoff backoff) {
      backoffs.put(name, backoff);
      return this;
    }

    Scene stopping(String id, Instant deadline) {
      stops.put(id, deadline);
      return this;
    }

    /** The containers were made for another image than the pod names now. */
    Scene changed() {
      containers.replaceAll(
          c ->
              new ContainerState(
                  c.id(),
                  c.sandboxId(),
                  c.name(),
                  c.attempt(),
                  c.image(),
                  c.imageId(),
                  c.phase(),
                  c.createdAt(),
                  c.startedAt(),
                  c.finishedAt(),
                  c.exitCode(),
                  c.reason(),
                  c.message(),
                  c.labels(),
                  Map.of(Pods.ANNOTATION_HASH, "other")));
      return this;
    }

    Scene ending() {
      ending = true;
      return this;
    }

    Scene at(Instant instant) {
      now = instant;
      return this;
    }

    PodSituation look() {
      return new PodSituation(
          pod,
          ending || Pods.isDeleting(pod),
          List.copyOf(sandboxes),
          List.copyOf(containers),
          verdicts,
          hooks,
          backoffs,
          stops,
          now);
    }
  }
}
