package dev.trierarch.node.kubelet;

import dev.trierarch.node.probe.ProbeVerdict;
import dev.trierarch.node.runtime.PodRuntime.ContainerState;
import dev.trierarch.node.runtime.PodRuntime.Phase;
import dev.trierarch.node.runtime.PodRuntime.SandboxState;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All that is known of one pod at one moment: what its planner decides from.
 *
 * @param ending whether the pod must end: it is deleted, vanished, or over its deadline
 * @param sandboxes of this pod, in any order
 * @param containers of this pod, in any order
 * @param verdicts by container id; absent means unprobed
 * @param hooks by container id
 * @param backoffs by container name
 * @param stopDeadlines by container id: when a stop that is under way will have killed it
 */
record PodSituation(
    Pod pod,
    boolean ending,
    List<SandboxState> sandboxes,
    List<ContainerState> containers,
    Map<String, ProbeVerdict> verdicts,
    Map<String, HookState> hooks,
    Map<String, CrashBackoff> backoffs,
    Map<String, Instant> stopDeadlines,
    Instant now) {

  Optional<SandboxState> latestSandbox() {
    return sandboxes.stream().max(Comparator.comparingInt(SandboxState::attempt));
  }

  Optional<SandboxState> readySandbox() {
    return latestSandbox().filter(SandboxState::ready);
  }

  /** The newest container of this name, whatever its state and sandbox. */
  Optional<ContainerState> latest(String name) {
    return containers.stream()
        .filter(c -> c.name().equals(name))
        .max(Comparator.comparingInt(ContainerState::attempt));
  }

  /** The newest container of this name in the current sandbox. */
  Optional<ContainerState> latestHere(String name) {
    String sandboxId = latestSandbox().map(SandboxState::id).orElse("");
    return latest(name).filter(c -> c.sandboxId().equals(sandboxId));
  }

  /** The newest ended container of this name that is older than {@code than}. */
  Optional<ContainerState> previous(ContainerState than) {
    return containers.stream()
        .filter(c -> c.name().equals(than.name()) && c.attempt() < than.attempt())
        .filter(c -> c.phase() == Phase.EXITED)
        .max(Comparator.comparingInt(ContainerState::attempt));
  }

  ProbeVerdict verdict(ContainerState container) {
    return verdicts.getOrDefault(container.id(), ProbeVerdict.UNPROBED);
  }

  /** Past its startup probe and its postStart hook. */
  boolean isStarted(ContainerState container) {
    return container.phase() == Phase.RUNNING
        && verdict(container).started()
        && !hooks.containsKey(container.id());
  }

  boolean isReady(ContainerState container) {
    return isStarted(container) && verdict(container).ready() && !ending;
  }
}
