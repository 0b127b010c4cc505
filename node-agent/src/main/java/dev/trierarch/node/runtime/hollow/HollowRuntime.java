package dev.trierarch.node.runtime.hollow;

import dev.trierarch.node.runtime.PodRuntime;
import dev.trierarch.node.runtime.RunningCommand;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * A runtime that pretends: containers start at once and end as annotations say.
 *
 * <p>{@code trierarch.dev/hollow-exit-after} (ISO-8601 duration) and {@code
 * trierarch.dev/hollow-exit-code} on a pod or a container make containers end by themselves; a pod
 * annotation with {@code .NAME} appended speaks of one container. Everything is in memory: nothing
 * outlives the process.
 */
public final class HollowRuntime implements PodRuntime {
  public static final String EXIT_AFTER = "trierarch.dev/hollow-exit-after";
  public static final String EXIT_CODE = "trierarch.dev/hollow-exit-code";

  private final InstantSource clock;
  private final PodAddresses addresses = new PodAddresses();
  private final Map<String, SandboxState> sandboxes = new LinkedHashMap<>();
  private final Map<String, HollowContainer> containers = new LinkedHashMap<>();

  public HollowRuntime(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public RuntimeInfo info() {
    return new RuntimeInfo(
        "hollow",
        "1.0",
        true,
        List.of(
            "nothing really runs: containers are pretended, have no logs and answer no requests"));
  }

  @Override
  public synchronized String runSandbox(SandboxSpec spec) {
    boolean taken =
        sandboxes.values().stream()
            .anyMatch(s -> s.podUid().equals(spec.podUid()) && s.attempt() == spec.attempt());
    if (taken) {
      throw new RuntimeFailure(
          "CreatePodSandboxError",
          "sandbox attempt %d of pod %s/%s exists already"
              .formatted(spec.attempt(), spec.namespace(), spec.podName()));
    }
    String id = newId();
    String ip = spec.hostNetwork() ? "" : addresses.take(spec.podCidr(), id);
    sandboxes.put(
        id,
        new SandboxState(
            id,
            spec.namespace(),
            spec.podName(),
            spec.podUid(),
            spec.attempt(),
            true,
            ip,
            clock.instant(),
            Map.copyOf(spec.labels()),
            Map.copyOf(spec.annotations())));
    return id;
  }

  @Override
  public synchronized void stopSandbox(String sandboxId) {
    SandboxState sandbox = sandboxes.get(sandboxId);
    if (sandbox == null || !sandbox.ready()) {
      return;
    }
    ofSandbox(sandboxId).forEach(c -> c.kill(clock.instant()));
    addresses.release(sandboxId);
    sandboxes.put(sandboxId, stopped(sandbox));
  }

  @Override
  public synchronized void removeSandbox(String sandboxId) {
    stopSandbox(sandboxId);
    sandboxes.remove(sandboxId);
    containers.values().removeIf(c -> c.sandboxId().equals(sandboxId));
  }

  @Override
  public synchronized List<SandboxState> sandboxes() {
    return List.copyOf(sandboxes.values());
  }

  @Override
  public synchronized String createContainer(String sandboxId, ContainerSpec spec) {
    SandboxState sandbox = sandboxes.get(sandboxId);
    if (sandbox == null || !sandbox.ready()) {
      throw new RuntimeFailure(
          "CreateContainerError", "sandbox " + sandboxId + " is not running; run a new one first");
    }
    boolean taken =
        ofSandbox(sandboxId).stream()
            .anyMatch(c -> c.name().equals(spec.name()) && c.attempt() == spec.attempt());
    if (taken) {
      throw new RuntimeFailure(
          "CreateContainerError",
          "container %s attempt %d exists already in sandbox %s"
              .formatted(spec.name(), spec.attempt(), sandboxId));
    }
    Map<String, String> behaviour = new HashMap<>(sandbox.annotations());
    behaviour.putAll(spec.annotations());
    HollowContainer container =
        new HollowContainer(newId(), sandboxId, spec, behaviour, clock.instant());
    containers.put(container.id(), container);
    return container.id();
  }

  @Override
  public synchronized void startContainer(String containerId) {
    find(containerId, "RunContainerError").start(clock.instant());
  }

  @Override
  public synchronized void stopContainer(String containerId, Duration grace) {
    HollowContainer container = containers.get(containerId);
    if (container != null) {
      container.terminate(clock.instant());
    }
  }

  @Override
  public synchronized void removeContainer(String containerId) {
    containers.remove(containerId);
  }

  @Override
  public synchronized List<ContainerState> containers() {
    Instant now = clock.instant();
    List<ContainerState> states = new ArrayList<>(containers.size());
    containers.values().forEach(c -> states.add(c.state(now)));
    return states;
  }

  @Override
  public synchronized void reopenLog(String containerId) {
    find(containerId, "ReopenLogError");
  }

  @Override
  public synchronized ExecResult exec(String containerId, List<String> command, Duration timeout) {
    HollowContainer container = find(containerId, "ExecError");
    if (container.state(clock.instant()).phase() != Phase.RUNNING) {
      throw new RuntimeFailure("ExecError", "container " + containerId + " is not running");
    }
    byte[] said = (String.join(" ", command) + "\n").getBytes(StandardCharsets.UTF_8);
    return new ExecResult(0, said, new byte[0]);
  }

  /** The command is said back to who runs it, and that is all it does. */
  @Override
  public RunningCommand start(String containerId, List<String> command, boolean terminal) {
    return new HollowCommand(exec(containerId, command, Duration.ZERO));
  }

  /** It says nothing, and nothing can be said to it. */
  @Override
  public RunningCommand attach(String containerId, boolean stdin, boolean terminal) {
    exec(containerId, List.of(), Duration.ZERO);
    return new HollowCommand(new ExecResult(0, new byte[0], new byte[0]));
  }

  @Override
  public Optional<String> imageId(String reference) {
    return Optional.of(
        "sha256:" + UUID.nameUUIDFromBytes(reference.getBytes(StandardCharsets.UTF_8)));
  }

  @Override
  public String pullImage(String reference, Optional<RegistryCredentials> credentials) {
    return imageId(reference).orElseThrow();
  }

  @Override
  public synchronized Optional<ContainerUsage> usage(String containerId) {
    HollowContainer container = containers.get(containerId);
    return container == null ? Optional.empty() : container.usage(clock.instant());
  }

  @Override
  public void close() {
    // Nothing is held outside this object.
  }

  private List<HollowContainer> ofSandbox(String sandboxId) {
    return containers.values().stream().filter(c -> c.sandboxId().equals(sandboxId)).toList();
  }

  private HollowContainer find(String containerId, String reason) {
    HollowContainer container = containers.get(containerId);
    if (container == null) {
      throw new RuntimeFailure(reason, "there is no container " + containerId);
    }
    return container;
  }

  private static SandboxState stopped(SandboxState s) {
    return new SandboxState(
        s.id(),
        s.namespace(),
        s.podName(),
        s.podUid(),
        s.attempt(),
        false,
        s.ip(),
        s.createdAt(),
        s.labels(),
        s.annotations());
  }

  private static String newId() {
    return UUID.randomUUID().toString().replace("-", "");
  }
}
