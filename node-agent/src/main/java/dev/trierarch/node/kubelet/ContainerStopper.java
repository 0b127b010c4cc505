package dev.trierarch.node.kubelet;

import dev.trierarch.node.kubelet.PodPlan.StopContainer;
import dev.trierarch.node.runtime.PodRuntime;
import dev.trierarch.node.runtime.PodRuntime.RuntimeFailure;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.LifecycleHandler;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Stops containers without holding anybody up: preStop hook, then signal, grace, kill. */
final class ContainerStopper {
  private static final Logger LOG = LoggerFactory.getLogger(ContainerStopper.class);
  private static final Duration GRACE_LEFT_MIN = Duration.ofSeconds(2);

  private final PodRuntime runtime;
  private final Hooks hooks;
  private final EventRecorder events;
  private final Executor patient;
  private final InstantSource clock;
  private final Consumer<String> wake;

  ContainerStopper(
      PodRuntime runtime,
      Hooks hooks,
      EventRecorder events,
      Executor patient,
      InstantSource clock,
      Consumer<String> wake) {
    this.runtime = runtime;
    this.hooks = hooks;
    this.events = events;
    this.patient = patient;
    this.clock = clock;
    this.wake = wake;
  }

  /** Begins to stop; the pod is woken when it is over. */
  void stop(PodRecord record, Pod pod, StopContainer action, String podIp) {
    Instant deadline = clock.instant().plus(action.grace());
    boolean first = record.stopDeadlines.put(action.id(), deadline) == null;
    Optional<Container> container = Pods.container(pod, action.name());
    if (first) {
      events.normal(pod, container.orElse(null), "Killing", action.message());
    }
    patient.execute(
        () -> {
          try {
            if (first && !action.grace().isZero()) {
              runPreStop(pod, container, action, podIp);
            }
            runtime.stopContainer(action.id(), graceLeft(action.grace(), deadline));
          } catch (RuntimeFailure failure) {
            LOG.warn(
                "Container {} of {} could not be stopped, trying again: {}",
                action.name(),
                Pods.fullName(pod),
                failure.getMessage());
          } finally {
            record.stopDeadlines.remove(action.id(), deadline);
            record.hooks.remove(action.id());
            wake.accept(record.uid);
          }
        });
  }

  private void runPreStop(
      Pod pod, Optional<Container> container, StopContainer action, String podIp) {
    Optional<LifecycleHandler> hook = container.flatMap(Hooks::preStop);
    if (hook.isEmpty()) {
      return;
    }
    hooks
        .run(hook.get(), container.get(), action.id(), podIp, action.grace())
        .ifPresent(
            failure ->
                events.warning(
                    pod, container.get(), "FailedPreStopHook", "PreStopHook failed: " + failure));
  }

  /** After a preStop hook that took all of the grace, the container still gets a moment. */
  private Duration graceLeft(Duration grace, Instant deadline) {
    if (grace.isZero()) {
      return grace;
    }
    Duration left = Duration.between(clock.instant(), deadline);
    return left.compareTo(GRACE_LEFT_MIN) < 0 && grace.compareTo(GRACE_LEFT_MIN) >= 0
        ? GRACE_LEFT_MIN
        : left.isNegative() ? Duration.ZERO : left;
  }
}
