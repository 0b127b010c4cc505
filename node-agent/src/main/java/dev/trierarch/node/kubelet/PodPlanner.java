package dev.trierarch.node.kubelet;

import dev.trierarch.node.kubelet.PodPlan.Action;
import dev.trierarch.node.kubelet.PodPlan.CrashWait;
import dev.trierarch.node.kubelet.PodPlan.RunSandbox;
import dev.trierarch.node.kubelet.PodPlan.StartContainer;
import dev.trierarch.node.kubelet.PodPlan.StopContainer;
import dev.trierarch.node.kubelet.PodPlan.StopSandbox;
import dev.trierarch.node.runtime.PodRuntime.ContainerState;
import dev.trierarch.node.runtime.PodRuntime.Phase;
import dev.trierarch.node.runtime.PodRuntime.SandboxState;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Decides what a pod needs next: a sandbox, containers to start, containers to stop. Pure. */
final class PodPlanner {
  private final PodSituation situation;
  private final Pod pod;
  private final List<Action> actions = new ArrayList<>();
  private final Map<String, CrashWait> crashWaits = new HashMap<>();
  private boolean over;

  private PodPlanner(PodSituation situation) {
    this.situation = situation;
    this.pod = situation.pod();
  }

  static PodPlan plan(PodSituation situation) {
    PodPlanner planner = new PodPlanner(situation);
    if (situation.ending() || planner.isFinished()) {
      planner.end();
    } else if (situation.readySandbox().isEmpty()) {
      planner.renewSandbox();
    } else {
      planner.runContainers();
    }
    Optional<Instant> wakeAt =
        planner.crashWaits.values().stream().map(CrashWait::until).min(Comparator.naturalOrder());
    return new PodPlan(
        List.copyOf(planner.actions), Map.copyOf(planner.crashWaits), wakeAt, planner.over);
  }

  /** Whether the pod has done what it was for, or can never do it. */
  private boolean isFinished() {
    if (Pods.isTerminal(Pods.phase(pod)) || initFailedForGood()) {
      return true;
    }
    return Pods.containers(pod).stream()
        .allMatch(
            c ->
                situation
                    .latest(c.getName())
                    .filter(s -> s.phase() == Phase.EXITED && !startsAgain(c, s))
                    .isPresent());
  }

  private boolean initFailedForGood() {
    return Pods.restartPolicy(pod).equals("Never")
        && !anyContainerHere()
        && Pods.initContainers(pod).stream()
            .filter(c -> !Pods.isSidecar(pod, c))
            .flatMap(c -> situation.latestHere(c.getName()).stream())
            .anyMatch(s -> s.phase() == Phase.EXITED && s.exitCode() != 0);
  }

  private void end() {
    List<ContainerState> alive =
        situation.containers().stream().filter(s -> s.phase() == Phase.RUNNING).toList();
    List<ContainerState> first = alive.stream().filter(s -> !isSidecar(s)).toList();
    if (!first.isEmpty()) {
      first.forEach(s -> stop(s, "Stopping container " + s.name()));
    } else if (!alive.isEmpty()) {
      stopLastSidecar(alive);
    } else {
      situation.sandboxes().stream()
          .filter(SandboxState::ready)
          .forEach(s -> actions.add(new StopSandbox(s.id())));
      over = actions.isEmpty();
    }
  }

  /** Sidecars end one by one, in the opposite order of their start. */
  private void stopLastSidecar(List<ContainerState> alive) {
    List<Container> inits = Pods.initContainers(pod);
    for (int i = inits.size() - 1; i >= 0; i--) {
      String name = inits.get(i).getName();
      Optional<ContainerState> found =
          alive.stream().filter(s -> s.name().equals(name)).findFirst();
      if (found.isPresent()) {
        stop(found.get(), "Stopping container " + name);
        return;
      }
    }
  }

  private boolean isSidecar(ContainerState state) {
    return Pods.container(pod, state.name()).filter(c -> Pods.isSidecar(pod, c)).isPresent();
  }

  private void stop(ContainerState state, String message) {
    stop(state, Duration.ofSeconds(Pods.graceSeconds(pod)), message);
  }

  private void stop(ContainerState state, Duration grace, String message) {
    Instant underWay = situation.stopDeadlines().get(state.id());
    Instant wanted = situation.now().plus(grace);
    // A stop that is under way is overtaken only by one that is clearly shorter.
    if (underWay == null || wanted.plusSeconds(2).isBefore(underWay)) {
      actions.add(new StopContainer(state.id(), state.name(), grace, message));
    }
  }

  private void renewSandbox() {
    situation.containers().stream()
        .filter(s -> s.phase() == Phase.RUNNING)
        .map(ContainerState::sandboxId)
        .distinct()
        .forEach(id -> actions.add(new StopSandbox(id)));
    if (!actions.isEmpty()) {
      return;
    }
    int attempt = situation.latestSandbox().map(s -> s.attempt() + 1).orElse(0);
    actions.add(new RunSandbox(attempt));
  }

  private void runContainers() {
    EphemeralContainers.of(pod).forEach(this::runOnce);
    if (runInitContainers()) {
      Pods.containers(pod).forEach(this::runContainer);
    }
  }

  /** What was started once never is again, even when the runtime has forgotten it. */
  private void runOnce(Container ephemeral) {
    String name = ephemeral.getName();
    Optional<ContainerState> seen = situation.latest(name);
    if (seen.isEmpty() && !EphemeralContainers.hasRun(pod, name)) {
      actions.add(new StartContainer(name, 0, "", null));
    }
    seen.filter(s -> s.phase() == Phase.CREATED)
        .ifPresent(s -> actions.add(new StartContainer(name, s.attempt(), s.id(), null)));
  }

  /**
   * @return whether the pod's containers may run
   */
  private boolean runInitContainers() {
    boolean initialized = anyContainerHere();
    for (Container init : Pods.initContainers(pod)) {
      Optional<ContainerState> here = situation.latestHere(init.getName());
      if (Pods.isSidecar(pod, init)) {
        runContainer(init);
        boolean started = here.filter(situation::isStarted).isPresent();
        if (!started && !initialized) {
          return false;
        }
      } else if (!initialized && !isDone(here)) {
        runContainer(init);
        return false;
      }
    }
    return true;
  }

  private boolean anyContainerHere() {
    return Pods.containers(pod).stream()
        .anyMatch(c -> situation.latestHere(c.getName()).isPresent());
  }

  private static boolean isDone(Optional<ContainerState> state) {
    return state.filter(s -> s.phase() == Phase.EXITED && s.exitCode() == 0).isPresent();
  }

  private void runContainer(Container container) {
    Optional<ContainerState> found = situation.latest(container.getName());
    if (found.isEmpty()) {
      actions.add(
          new StartContainer(container.getName(), attemptOfUnseen(container.getName()), "", null));
      return;
    }
    ContainerState state = found.get();
    boolean here = situation.latestHere(container.getName()).isPresent();
    switch (state.phase()) {
      case CREATED ->
          actions.add(
              new StartContainer(
                  state.name(),
                  state.attempt(),
                  state.id(),
                  situation.backoffs().get(state.name())));
      case RUNNING -> checkRunning(container, state);
      case EXITED -> {
        if (startsAgain(container, state) || (!here && Pods.isInit(pod, container.getName()))) {
          startAgain(state);
        }
      }
      case UNKNOWN -> stop(state, "Container %s is in unknown state".formatted(state.name()));
    }
  }

  /** Goes on counting where the runtime has forgotten what the API still knows. */
  private int attemptOfUnseen(String name) {
    return Pods.status(pod, name)
        .filter(s -> s.getContainerID() != null)
        .map(s -> s.getRestartCount() == null ? 1 : s.getRestartCount() + 1)
        .orElse(0);
  }

  private void checkRunning(Container container, ContainerState state) {
    String failed = situation.verdict(state).failedProbe();
    if (isChanged(container, state)) {
      stop(
          state,
          "Container %s definition changed, will be restarted".formatted(container.getName()));
    } else if (!failed.isEmpty()) {
      stop(
          state,
          Duration.ofSeconds(probeGraceSeconds(container, failed)),
          "Container %s failed %s probe, will be restarted".formatted(container.getName(), failed));
    } else if (situation.hooks().get(state.id()) == HookState.FAILED) {
      stop(state, "FailedPostStartHook");
    }
  }

  private long probeGraceSeconds(Container container, String failedProbe) {
    var probe =
        failedProbe.equals("startup") ? container.getStartupProbe() : container.getLivenessProbe();
    boolean own = probe != null && probe.getTerminationGracePeriodSeconds() != null;
    return own ? probe.getTerminationGracePeriodSeconds() : Pods.graceSeconds(pod);
  }

  private static boolean isChanged(Container container, ContainerState state) {
    String hash = state.annotations().get(Pods.ANNOTATION_HASH);
    return hash != null && !hash.equals(Pods.hash(container));
  }

  private boolean startsAgain(Container container, ContainerState ended) {
    if (Pods.isSidecar(pod, container) || isChanged(container, ended)) {
      return true;
    }
    boolean once = Pods.isInit(pod, container.getName());
    return switch (Pods.restartPolicy(pod)) {
      case "Never" -> false;
      case "OnFailure" -> ended.exitCode() != 0;
      default -> !once || ended.exitCode() != 0;
    };
  }

  private void startAgain(ContainerState ended) {
    CrashBackoff backoff = situation.backoffs().get(ended.name());
    Instant finishedAt = ended.finishedAt() == null ? situation.now() : ended.finishedAt();
    if (backoff != null && situation.now().isBefore(backoff.until(finishedAt))) {
      crashWaits.put(ended.name(), new CrashWait(backoff.delay(), backoff.until(finishedAt)));
      return;
    }
    actions.add(
        new StartContainer(
            ended.name(),
            ended.attempt() + 1,
            "",
            CrashBackoff.next(backoff, finishedAt, situation.now())));
  }
}
