package dev.trierarch.node.kubelet;

import dev.trierarch.node.kubelet.PodPlan.CrashWait;
import dev.trierarch.node.runtime.PodRuntime.ContainerState;
import dev.trierarch.node.runtime.PodRuntime.Phase;
import dev.trierarch.node.runtime.PodRuntime.SandboxState;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerStateBuilder;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.ContainerStatusBuilder;
import io.fabric8.kubernetes.api.model.HostIPBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodIPBuilder;
import io.fabric8.kubernetes.api.model.PodStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Works out a pod's status from what is seen of it. Pure. */
final class PodStatusPlanner {
  private final PodSituation situation;
  private final Surroundings surroundings;
  private final Map<String, CrashWait> crashWaits;
  private final Map<String, Waiting> failures;
  private final Pod pod;
  private final PodStatus before;

  /**
   * @param hostIp the node's address
   * @param runtimeName scheme of container ids, e.g. {@code containerd}
   * @param messages termination messages by container id
   * @param verdict reason and message of a pod that the node ended or refused, else empty
   */
  record Surroundings(
      String hostIp, String runtimeName, Map<String, String> messages, Optional<Waiting> verdict) {}

  private PodStatusPlanner(
      PodSituation situation,
      Map<String, CrashWait> crashWaits,
      Map<String, Waiting> failures,
      Surroundings surroundings) {
    this.situation = situation;
    this.crashWaits = crashWaits;
    this.failures = failures;
    this.surroundings = surroundings;
    this.pod = situation.pod();
    this.before = pod.getStatus() == null ? new PodStatus() : pod.getStatus();
  }

  /**
   * @param crashWaits from the plan
   * @param failures why containers (by name) could not be started
   */
  static PodStatus status(
      PodSituation situation,
      Map<String, CrashWait> crashWaits,
      Map<String, Waiting> failures,
      Surroundings surroundings) {
    return new PodStatusPlanner(situation, crashWaits, failures, surroundings).status();
  }

  private PodStatus status() {
    PodStatus status = new PodStatus();
    status.setObservedGeneration(pod.getMetadata().getGeneration());
    status.setNominatedNodeName(before.getNominatedNodeName());
    status.setQosClass(Qos.of(pod));
    status.setStartTime(
        before.getStartTime() != null ? before.getStartTime() : Times.text(situation.now()));
    status.setHostIP(surroundings.hostIp());
    status.setHostIPs(List.of(new HostIPBuilder().withIp(surroundings.hostIp()).build()));
    boolean refused = surroundings.verdict().isPresent() && situation.sandboxes().isEmpty();
    if (!refused) {
      status.setInitContainerStatuses(statuses(Pods.initContainers(pod)));
      status.setContainerStatuses(statuses(Pods.containers(pod)));
      status.setEphemeralContainerStatuses(ephemeralStatuses());
    }
    status.setPhase(phase(status));
    boolean wasOver = Pods.isTerminal(before.getPhase());
    Optional<Waiting> verdict = surroundings.verdict();
    status.setReason(verdict.map(Waiting::reason).orElse(wasOver ? before.getReason() : null));
    status.setMessage(verdict.map(Waiting::message).orElse(wasOver ? before.getMessage() : null));
    podIp().ifPresent(ip -> setPodIp(status, ip));
    status.setConditions(PodConditions.of(situation, status, before.getConditions()));
    return status;
  }

  private static void setPodIp(PodStatus status, String ip) {
    status.setPodIP(ip);
    status.setPodIPs(List.of(new PodIPBuilder().withIp(ip).build()));
  }

  private Optional<String> podIp() {
    Optional<SandboxState> sandbox = situation.latestSandbox();
    if (sandbox.isEmpty()) {
      return Optional.ofNullable(before.getPodIP());
    }
    String ip = sandbox.get().ip();
    if (!ip.isEmpty()) {
      return Optional.of(ip);
    }
    // A running pod without a network of its own is reached at its node's address; one that has
    // ended keeps the address that it had.
    return sandbox.get().ready()
        ? Optional.of(surroundings.hostIp())
        : Optional.ofNullable(before.getPodIP());
  }

  private List<ContainerStatus> statuses(List<Container> containers) {
    List<ContainerStatus> statuses = new ArrayList<>();
    containers.forEach(c -> statuses.add(status(c)));
    return statuses;
  }

  // Nobody waits for them to be started or ready.
  private List<ContainerStatus> ephemeralStatuses() {
    List<ContainerStatus> statuses = statuses(EphemeralContainers.of(pod));
    statuses.replaceAll(
        s -> new ContainerStatusBuilder(s).withReady(false).withStarted(null).build());
    return statuses;
  }

  private ContainerStatus status(Container container) {
    Optional<ContainerState> latest = situation.latest(container.getName());
    return latest.map(s -> seen(container, s)).orElseGet(() -> unseen(container));
  }

  private ContainerStatus unseen(Container container) {
    Optional<ContainerStatus> known =
        Pods.status(pod, container.getName()).filter(s -> s.getContainerID() != null);
    if (known.isPresent()) {
      return vanished(known.get());
    }
    Waiting waiting = waiting(container.getName());
    return new ContainerStatusBuilder()
        .withName(container.getName())
        .withImage(container.getImage())
        .withImageID("")
        .withReady(false)
        .withStarted(false)
        .withRestartCount(0)
        .withNewState()
        .withNewWaiting()
        .withReason(waiting.reason())
        .withMessage(emptyToNull(waiting.message()))
        .endWaiting()
        .endState()
        .withNewLastState()
        .endLastState()
        .build();
  }

  /** A container that ran once and of which the runtime knows nothing any more. */
  private ContainerStatus vanished(ContainerStatus known) {
    if (known.getState() != null && known.getState().getTerminated() != null) {
      return known;
    }
    ContainerStatusBuilder builder =
        new ContainerStatusBuilder(known).withReady(false).withStarted(false);
    if (situation.ending() || EphemeralContainers.hasRun(pod, known.getName())) {
      return builder
          .withNewState()
          .withNewTerminated()
          .withReason("ContainerStatusUnknown")
          .withMessage("The container could not be located when the pod was terminated")
          .withExitCode(137)
          .endTerminated()
          .endState()
          .build();
    }
    Waiting waiting = waiting(known.getName());
    return builder
        .withNewState()
        .withNewWaiting()
        .withReason(waiting.reason())
        .withMessage(emptyToNull(waiting.message()))
        .endWaiting()
        .endState()
        .build();
  }

  private ContainerStatus seen(Container container, ContainerState state) {
    boolean init = Pods.isInit(pod, container.getName()) && !Pods.isSidecar(pod, container);
    boolean initDone = init && state.phase() == Phase.EXITED && state.exitCode() == 0;
    ContainerStatusBuilder builder =
        new ContainerStatusBuilder()
            .withName(container.getName())
            .withImage(state.image())
            .withImageID(state.imageId())
            .withContainerID(id(state))
            .withRestartCount(state.attempt())
            .withReady(initDone || (!init && situation.isReady(state)))
            .withStarted(situation.isStarted(state));
    Optional<ContainerState> previous = situation.previous(state);
    if (state.phase() == Phase.EXITED && waitsAgain(container)) {
      Waiting waiting = waiting(container.getName());
      builder
          .withNewState()
          .withNewWaiting()
          .withReason(waiting.reason())
          .withMessage(emptyToNull(waiting.message()))
          .endWaiting()
          .endState();
      previous = Optional.of(state);
    } else {
      builder.withState(state(state));
    }
    builder.withLastState(
        previous.map(this::state).orElseGet(io.fabric8.kubernetes.api.model.ContainerState::new));
    return builder.build();
  }

  private boolean waitsAgain(Container container) {
    return !situation.ending()
        && (crashWaits.containsKey(container.getName())
            || failures.containsKey(container.getName()));
  }

  private io.fabric8.kubernetes.api.model.ContainerState state(ContainerState state) {
    return switch (state.phase()) {
      case RUNNING ->
          new ContainerStateBuilder()
              .withNewRunning()
              .withStartedAt(Times.text(state.startedAt()))
              .endRunning()
              .build();
      case EXITED, UNKNOWN -> terminated(state);
      case CREATED -> {
        Waiting waiting = waiting(state.name());
        yield new ContainerStateBuilder()
            .withNewWaiting()
            .withReason(waiting.reason())
            .withMessage(emptyToNull(waiting.message()))
            .endWaiting()
            .build();
      }
    };
  }

  private io.fabric8.kubernetes.api.model.ContainerState terminated(ContainerState state) {
    boolean unknown = state.phase() == Phase.UNKNOWN;
    String message = surroundings.messages().getOrDefault(state.id(), state.message());
    return new ContainerStateBuilder()
        .withNewTerminated()
        .withExitCode(unknown ? 137 : state.exitCode())
        .withReason(unknown ? "ContainerStatusUnknown" : state.reason())
        .withMessage(emptyToNull(message))
        .withStartedAt(Times.text(state.startedAt()))
        .withFinishedAt(Times.text(state.finishedAt()))
        .withContainerID(id(state))
        .endTerminated()
        .build();
  }

  private String id(ContainerState state) {
    return surroundings.runtimeName() + "://" + state.id();
  }

  private Waiting waiting(String name) {
    Waiting failure = failures.get(name);
    if (failure != null) {
      return failure;
    }
    CrashWait crash = crashWaits.get(name);
    if (crash != null) {
      return new Waiting(
          "CrashLoopBackOff",
          "back-off %s restarting failed container=%s pod=%s"
              .formatted(shortText(crash.delay()), name, Pods.fullName(pod)));
    }
    boolean initsLeft = !Pods.initContainers(pod).isEmpty();
    return new Waiting(initsLeft ? "PodInitializing" : "ContainerCreating", "");
  }

  /** As Go writes a duration: 10s, 1m20s, 5m0s. */
  static String shortText(Duration duration) {
    long seconds = duration.toSeconds();
    return seconds < 60 ? seconds + "s" : seconds / 60 + "m" + seconds % 60 + "s";
  }

  private String phase(PodStatus status) {
    if (Pods.isTerminal(before.getPhase())) {
      return before.getPhase();
    }
    boolean anyAlive = situation.containers().stream().anyMatch(c -> c.phase() == Phase.RUNNING);
    String computed = PodPhase.of(pod, status, situation.ending() && !anyAlive);
    if (surroundings.verdict().isPresent() && !anyAlive) {
      return "Failed";
    }
    if (Pods.isTerminal(computed) && anyAlive) {
      return before.getPhase() == null ? "Running" : before.getPhase();
    }
    return computed;
  }

  private static String emptyToNull(String text) {
    return text == null || text.isEmpty() ? null : text;
  }
}
