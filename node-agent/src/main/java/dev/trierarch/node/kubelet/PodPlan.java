package dev.trierarch.node.kubelet;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is to be done for a pod now.
 *
 * @param crashWaits containers (by name) that wait for their back-off
 * @param wakeAt when to plan again even if nothing happens until then
 * @param over every container has ended and none will start again; the sandbox is stopped
 */
record PodPlan(
    List<Action> actions,
    Map<String, CrashWait> crashWaits,
    Optional<Instant> wakeAt,
    boolean over) {

  /** A container that may start again at {@code until}. */
  record CrashWait(Duration delay, Instant until) {}

  /** One thing to do; in order. */
  sealed interface Action {}

  record RunSandbox(int attempt) implements Action {}

  record StopSandbox(String sandboxId) implements Action {}

  /**
   * @param replaces id of a container that was created but never started, and must go first; empty
   *     when there is none
   * @param backoff the back-off from this start on, null for a first start
   */
  record StartContainer(String name, int attempt, String replaces, CrashBackoff backoff)
      implements Action {}

  /**
   * @param message the Killing event's
   */
  record StopContainer(String id, String name, Duration grace, String message) implements Action {}
}
