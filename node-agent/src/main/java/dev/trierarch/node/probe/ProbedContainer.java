package dev.trierarch.node.probe;

import dev.trierarch.node.runtime.PodRuntime.ContainerState;
import dev.trierarch.node.threads.AgentThreads;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Probe;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One running container and its probes. The startup probe comes first: the others begin when it has
 * succeeded.
 */
final class ProbedContainer {
  private static final Logger LOG = LoggerFactory.getLogger(ProbedContainer.class);

  private final Pod pod;
  private final Container container;
  private final ContainerState state;
  private final String podIp;
  private final Means means;
  private final ProbeTally startup;
  private final ProbeTally liveness;
  private final ProbeTally readiness;
  private boolean stopped;

  /** What probes work with. */
  record Means(
      Prober prober,
      ProbeManager.Announcer announcer,
      Consumer<String> wake,
      AgentThreads threads,
      InstantSource clock,
      RandomGenerator random) {}

  ProbedContainer(
      Pod pod,
      Container container,
      ContainerState state,
      String podIp,
      boolean wasReady,
      Means means) {
    this.pod = pod;
    this.container = container;
    this.state = state;
    this.podIp = podIp;
    this.means = means;
    this.startup = tally(container.getStartupProbe(), wasReady);
    this.liveness = tally(container.getLivenessProbe(), true);
    this.readiness = tally(container.getReadinessProbe(), wasReady);
  }

  static boolean hasProbes(Container container) {
    return container.getStartupProbe() != null
        || container.getLivenessProbe() != null
        || container.getReadinessProbe() != null;
  }

  private static ProbeTally tally(Probe probe, boolean verdict) {
    return probe == null
        ? new ProbeTally(true, 1, 1)
        : new ProbeTally(
            verdict,
            Prober.or(probe.getSuccessThreshold(), 1),
            Prober.or(probe.getFailureThreshold(), 3));
  }

  synchronized void start() {
    if (container.getStartupProbe() != null && !startup.verdict()) {
      schedule(
          container.getStartupProbe(), "Startup", startup, firstDelay(container.getStartupProbe()));
    } else {
      startOthers();
    }
  }

  private void startOthers() {
    Probe live = container.getLivenessProbe();
    if (live != null) {
      schedule(live, "Liveness", liveness, firstDelay(live));
    }
    Probe ready = container.getReadinessProbe();
    if (ready != null) {
      schedule(ready, "Readiness", readiness, firstDelay(ready));
    }
  }

  /** From the container's start; spread by chance where many start at once after a restart. */
  private Duration firstDelay(Probe probe) {
    int seconds = probe.getInitialDelaySeconds() == null ? 0 : probe.getInitialDelaySeconds();
    Instant due = state.startedAt().plusSeconds(seconds);
    Duration left = Duration.between(means.clock().instant(), due);
    if (!left.isNegative()) {
      return left;
    }
    boolean late = left.abs().toSeconds() > Prober.or(probe.getPeriodSeconds(), 10);
    return late ? Duration.ofMillis(means.random().nextLong(1_000)) : Duration.ZERO;
  }

  private void schedule(Probe probe, String kind, ProbeTally tally, Duration delay) {
    try {
      var unused =
          means
              .threads()
              .timer()
              .schedule(
                  () -> means.threads().patient().execute(() -> run(probe, kind, tally)),
                  delay.toMillis(),
                  TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException e) {
      LOG.debug("shutting down");
    }
  }

  private void run(Probe probe, String kind, ProbeTally tally) {
    synchronized (this) {
      if (stopped) {
        return;
      }
    }
    Optional<String> failure = askOnce(probe);
    boolean changed;
    synchronized (this) {
      if (stopped) {
        return;
      }
      changed = tally.record(failure.isEmpty());
      if (kind.equals("Startup") && tally.isDecided()) {
        if (tally.verdict()) {
          startOthers();
        }
      } else {
        schedule(probe, kind, tally, Duration.ofSeconds(Prober.or(probe.getPeriodSeconds(), 10)));
      }
    }
    failure.ifPresent(
        message -> means.announcer().unhealthy(pod, container, kind + " probe failed: " + message));
    if (changed) {
      means.wake().accept(pod.getMetadata().getUid());
    }
  }

  private Optional<String> askOnce(Probe probe) {
    try {
      return means.prober().ask(probe, container, state.id(), podIp);
    } catch (RuntimeException e) {
      LOG.warn("A probe of container {} could not be made: {}", container.getName(), e.toString());
      return Optional.of(e.toString());
    }
  }

  synchronized ProbeVerdict verdict() {
    String failed = "";
    if (startup.isDecided() && !startup.verdict()) {
      failed = "startup";
    } else if (!liveness.verdict()) {
      failed = "liveness";
    }
    return new ProbeVerdict(startup.verdict(), readiness.verdict(), failed);
  }

  synchronized void stop() {
    stopped = true;
  }
}
