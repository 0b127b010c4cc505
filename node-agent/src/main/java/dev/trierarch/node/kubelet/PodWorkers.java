package dev.trierarch.node.kubelet;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives each pod a worker: a pod's uid is with one thread at a time, and runs again if it was asked
 * for meanwhile. At most one entry a pod waits, so that the queue is bounded by the pods.
 */
final class PodWorkers {
  private static final Logger LOG = LoggerFactory.getLogger(PodWorkers.class);
  private static final Duration AFTER_FAILURE = Duration.ofSeconds(5);

  private final Consumer<String> sync;
  private final Executor executor;
  private final ScheduledExecutorService timer;
  private final InstantSource clock;
  private final Set<String> waiting = new HashSet<>();
  private final Set<String> processing = new HashSet<>();
  private final Map<String, Instant> alarms = new HashMap<>();
  private boolean closed;

  PodWorkers(
      Consumer<String> sync,
      Executor executor,
      ScheduledExecutorService timer,
      InstantSource clock) {
    this.sync = sync;
    this.executor = executor;
    this.timer = timer;
    this.clock = clock;
  }

  synchronized void wake(String uid) {
    if (closed || !waiting.add(uid) || processing.contains(uid)) {
      return;
    }
    submit(uid);
  }

  /** Wakes the pod at {@code when}, unless an earlier alarm is set already. */
  synchronized void wakeAt(String uid, Instant when) {
    Instant known = alarms.get(uid);
    if (closed || (known != null && !known.isAfter(when))) {
      return;
    }
    alarms.put(uid, when);
    long delayMillis = Math.max(0, Duration.between(clock.instant(), when).toMillis() + 1);
    try {
      var unused = timer.schedule(() -> ring(uid, when), delayMillis, TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException e) {
      LOG.debug("shutting down");
    }
  }

  private synchronized void ring(String uid, Instant when) {
    if (alarms.remove(uid, when)) {
      wake(uid);
    }
  }

  private void submit(String uid) {
    try {
      executor.execute(() -> run(uid));
    } catch (RejectedExecutionException e) {
      LOG.debug("shutting down");
    }
  }

  private void run(String uid) {
    synchronized (this) {
      waiting.remove(uid);
      processing.add(uid);
    }
    try {
      sync.accept(uid);
    } catch (RuntimeException e) {
      LOG.error("Pod {} could not be synced, trying again", uid, e);
      wakeAt(uid, clock.instant().plus(AFTER_FAILURE));
    } finally {
      synchronized (this) {
        processing.remove(uid);
        if (waiting.contains(uid) && !closed) {
          submit(uid);
        }
      }
    }
  }

  synchronized void close() {
    closed = true;
  }
}
