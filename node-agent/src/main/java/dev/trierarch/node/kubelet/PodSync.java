package dev.trierarch.node.kubelet;

import dev.trierarch.node.kubelet.PodPlan.Action;
import dev.trierarch.node.kubelet.PodPlan.RunSandbox;
import dev.trierarch.node.kubelet.PodPlan.StartContainer;
import dev.trierarch.node.kubelet.PodPlan.StopContainer;
import dev.trierarch.node.kubelet.PodPlan.StopSandbox;
import dev.trierarch.node.kubelet.PodStatusPlanner.Surroundings;
import dev.trierarch.node.kubelet.PodSurroundings.Place;
import dev.trierarch.node.kubelet.RuntimeView.PodView;
import dev.trierarch.node.probe.ContainerProbes;
import dev.trierarch.node.runtime.PodRuntime;
import dev.trierarch.node.runtime.PodRuntime.ContainerState;
import dev.trierarch.node.runtime.PodRuntime.Phase;
import dev.trierarch.node.runtime.PodRuntime.RuntimeFailure;
import dev.trierarch.node.runtime.PodRuntime.SandboxState;
import dev.trierarch.node.volume.SetupFailure;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodStatus;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Brings one pod a step nearer to what the API says of it, and tells the API how it is. */
final class PodSync {
  private static final int STEPS_MAX = 20;
  private static final Duration STATUS_RETRY = Duration.ofSeconds(2);
  private static final Duration SETUP_RETRY_FIRST = Duration.ofMillis(500);
  private static final Duration SETUP_RETRY_MAX = Duration.ofMinutes(2);

  private final NodeContext node;
  private final PodRuntime runtime;
  private final RuntimeView view;
  private final PodSurroundings surroundings;
  private final ContainerStarter starter;
  private final ContainerStopper stopper;
  private final ContainerProbes probes;
  private final StatusWriter statuses;
  private final EventRecorder events;
  private final InstantSource clock;

  /** Facts of the node that pods' syncs need. */
  record NodeContext(String hostIp, String runtimeName, Supplier<String> podCidr) {}

  PodSync(
      NodeContext node,
      PodRuntime runtime,
      RuntimeView view,
      PodSurroundings surroundings,
      ContainerStarter starter,
      ContainerStopper stopper,
      ContainerProbes probes,
      StatusWriter statuses,
      EventRecorder events,
      InstantSource clock) {
    this.node = node;
    this.runtime = runtime;
    this.view = view;
    this.surroundings = surroundings;
    this.starter = starter;
    this.stopper = stopper;
    this.probes = probes;
    this.statuses = statuses;
    this.events = events;
    this.clock = clock;
  }

  /** What came of a sync. */
  record Result(Optional<Instant> wakeAt, boolean nothingLeft) {}

  /** Syncs a pod that the API knows, or knew a moment ago. */
  Result sync(PodRecord record) {
    Pod pod = record.pod;
    List<Instant> alarms = new ArrayList<>();
    endIfOverdue(record, pod).ifPresent(alarms::add);
    PodSituation situation = look(record, pod);
    if (!situation.ending() && situation.readySandbox().isPresent()) {
      // Volumes that show objects follow them while the pod runs.
      isSetUp(record, pod, alarms);
    }
    PodPlan plan = PodPlanner.plan(situation);
    for (int step = 0; step < STEPS_MAX && act(record, pod, plan, situation, alarms); step++) {
      situation = look(record, pod);
      plan = PodPlanner.plan(situation);
    }
    announceCrashWaits(record, pod, plan);
    plan.wakeAt().ifPresent(alarms::add);
    alarms.addAll(record.startRetryAt.values());
    boolean told = tell(record, pod, situation, plan);
    if (!told) {
      alarms.add(clock.instant().plus(STATUS_RETRY));
    }
    if (plan.over() && told) {
      probes.forget(record.uid);
      finish(record, pod).ifPresent(alarms::add);
    }
    return new Result(
        alarms.stream().filter(a -> a.isAfter(clock.instant())).min(Instant::compareTo),
        plan.over() && record.removed);
  }

  private Optional<Instant> endIfOverdue(PodRecord record, Pod pod) {
    Long seconds = pod.getSpec().getActiveDeadlineSeconds();
    String startTime = pod.getStatus() == null ? null : pod.getStatus().getStartTime();
    if (seconds == null || startTime == null || Pods.isTerminal(Pods.phase(pod))) {
      return Optional.empty();
    }
    Instant deadline = Times.parse(startTime).plusSeconds(seconds);
    if (clock.instant().isBefore(deadline)) {
      return Optional.of(deadline);
    }
    if (record.verdict.isEmpty()) {
      String message = "Pod was active on the node longer than the specified deadline";
      record.verdict = Optional.of(new Waiting("DeadlineExceeded", message));
      events.normal(pod, null, "DeadlineExceeded", message);
    }
    return Optional.empty();
  }

  private PodSituation look(PodRecord record, Pod pod) {
    PodView seen = view.of(record.uid);
    boolean ending = record.removed || Pods.isDeleting(pod) || record.verdict.isPresent();
    String podIp = podIp(seen);
    List<ContainerState> running =
        seen.containers().stream()
            .filter(c -> c.phase() == Phase.RUNNING)
            .filter(c -> !ending && !record.hooks.containsKey(c.id()))
            .toList();
    probes.watch(pod, podIp, running);
    return new PodSituation(
        pod,
        ending,
        seen.sandboxes(),
        seen.containers(),
        probes.verdicts(record.uid),
        Map.copyOf(record.hooks),
        Map.copyOf(record.backoffs),
        Map.copyOf(record.stopDeadlines),
        clock.instant());
  }

  private String podIp(PodView seen) {
    return seen.sandboxes().stream()
        .filter(SandboxState::ready)
        .map(SandboxState::ip)
        .filter(ip -> !ip.isEmpty())
        .findFirst()
        .orElse(node.hostIp());
  }

  /**
   * @return whether something changed at once, so that planning anew makes sense
   */
  private boolean act(
      PodRecord record, Pod pod, PodPlan plan, PodSituation situation, List<Instant> alarms) {
    boolean changed = false;
    for (Action action : plan.actions()) {
      if (action instanceof RunSandbox run) {
        changed |= runSandbox(record, pod, run, alarms);
      } else if (action instanceof StopSandbox stop) {
        changed |= stopSandbox(pod, stop, alarms);
      } else if (action instanceof StopContainer stop) {
        stopper.stop(record, pod, stop, podIp(view.of(record.uid)));
      } else if (action instanceof StartContainer start) {
        SandboxState sandbox = situation.readySandbox().orElseThrow();
        String ip = sandbox.ip().isEmpty() ? node.hostIp() : sandbox.ip();
        if (isSetUp(record, pod, alarms)) {
          changed |= starter.start(record, pod, start, sandbox.id(), new Place(ip, node.hostIp()));
        }
      }
    }
    return changed;
  }

  private boolean runSandbox(PodRecord record, Pod pod, RunSandbox run, List<Instant> alarms) {
    if (!isSetUp(record, pod, alarms)) {
      return false;
    }
    try {
      if (run.attempt() > 0) {
        events.normal(
            pod, null, "SandboxChanged", "Pod sandbox changed, it will be killed and re-created.");
      }
      runtime.runSandbox(surroundings.sandbox(pod, run.attempt(), node.podCidr().get()));
      record.setupFailures = 0;
      return true;
    } catch (RuntimeFailure failure) {
      setupFailed(
          record,
          pod,
          "FailedCreatePodSandBox",
          "Failed to create pod sandbox: " + failure.getMessage(),
          alarms);
      return false;
    }
  }

  private boolean isSetUp(PodRecord record, Pod pod, List<Instant> alarms) {
    if (record.prepared) {
      return true;
    }
    if (clock.instant().isBefore(record.setupRetryAt)) {
      alarms.add(record.setupRetryAt);
      return false;
    }
    try {
      surroundings.prepare(pod);
      record.prepared = true;
      return true;
    } catch (SetupFailure failure) {
      setupFailed(record, pod, failure.reason(), failure.getMessage(), alarms);
      return false;
    }
  }

  private void setupFailed(
      PodRecord record, Pod pod, String reason, String message, List<Instant> alarms) {
    events.warning(pod, null, reason, message);
    int doublings = Math.min(record.setupFailures++, 10);
    Duration pause = SETUP_RETRY_FIRST.multipliedBy(1L << doublings);
    record.setupRetryAt =
        clock.instant().plus(pause.compareTo(SETUP_RETRY_MAX) > 0 ? SETUP_RETRY_MAX : pause);
    record.prepared = false;
    alarms.add(record.setupRetryAt);
  }

  private boolean stopSandbox(Pod pod, StopSandbox stop, List<Instant> alarms) {
    try {
      runtime.stopSandbox(stop.sandboxId());
      return true;
    } catch (RuntimeFailure failure) {
      events.warning(pod, null, "FailedKillPod", "error killing pod: " + failure.getMessage());
      alarms.add(clock.instant().plus(STATUS_RETRY));
      return false;
    }
  }

  private void announceCrashWaits(PodRecord record, Pod pod, PodPlan plan) {
    plan.crashWaits()
        .forEach(
            (name, wait) -> {
              if (!wait.until().equals(record.announcedWaits.put(name, wait.until()))) {
                events.warning(
                    pod,
                    Pods.container(pod, name).orElseThrow(),
                    "BackOff",
                    "Back-off restarting failed container %s in pod %s"
                        .formatted(name, Pods.fullName(pod)));
              }
            });
  }

  private boolean tell(PodRecord record, Pod pod, PodSituation situation, PodPlan plan) {
    if (record.finalDeleteDone) {
      return true;
    }
    Surroundings facts =
        new Surroundings(
            node.hostIp(), node.runtimeName(), messages(record, pod, situation), record.verdict);
    PodStatus status =
        PodStatusPlanner.status(situation, plan.crashWaits(), Map.copyOf(record.failures), facts);
    return statuses.write(record, pod, status);
  }

  private Map<String, String> messages(PodRecord record, Pod pod, PodSituation situation) {
    Map<String, String> messages = new HashMap<>();
    for (ContainerState state : situation.containers()) {
      if (state.phase() == Phase.EXITED) {
        messages.put(
            state.id(),
            record.terminationMessages.computeIfAbsent(
                state.id(), id -> surroundings.terminationMessage(pod, state)));
      }
    }
    record.terminationMessages.keySet().retainAll(messages.keySet());
    messages.values().removeIf(String::isEmpty);
    return messages;
  }

  private Optional<Instant> finish(PodRecord record, Pod pod) {
    if (!Pods.isDeleting(pod) || record.removed || record.finalDeleteDone) {
      return Optional.empty();
    }
    if (statuses.delete(pod)) {
      record.finalDeleteDone = true;
      return Optional.empty();
    }
    return Optional.of(clock.instant().plus(STATUS_RETRY));
  }
}
