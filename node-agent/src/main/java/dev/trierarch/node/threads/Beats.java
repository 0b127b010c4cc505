package dev.trierarch.node.threads;

import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs steps of one node on the workers: at each tick of the timer, or once, later. */
public final class Beats {
  private static final Logger LOG = LoggerFactory.getLogger(Beats.class);

  private final AgentThreads threads;
  private final RandomGenerator random;

  public Beats(AgentThreads threads, RandomGenerator random) {
    this.threads = threads;
    this.random = random;
  }

  /** Runs a step once, after a pause. */
  public void later(Duration pause, Runnable step) {
    unlessClosed(
        timer ->
            timer.schedule(
                () -> threads.workers().execute(step), pause.toMillis(), TimeUnit.MILLISECONDS));
  }

  /** Runs a step at each tick, unless its last run is still under way. */
  public void every(Duration period, Runnable step) {
    // Spread, so that many nodes of one process do not come at once.
    long first = random.nextLong(period.toMillis());
    unlessClosed(
        timer ->
            timer.scheduleAtFixedRate(
                new Beat(step), first, period.toMillis(), TimeUnit.MILLISECONDS));
  }

  private void unlessClosed(Function<ScheduledExecutorService, ScheduledFuture<?>> start) {
    try {
      var unused = start.apply(threads.timer());
    } catch (RejectedExecutionException e) {
      LOG.debug("shutting down");
    }
  }

  private final class Beat implements Runnable {
    private final Runnable step;
    private final AtomicBoolean underWay = new AtomicBoolean();

    Beat(Runnable step) {
      this.step = step;
    }

    @Override
    public void run() {
      if (!underWay.compareAndSet(false, true)) {
        return;
      }
      try {
        threads.workers().execute(this::runStep);
      } catch (RejectedExecutionException e) {
        LOG.debug("shutting down");
      }
    }

    private void runStep() {
      try {
        step.run();
      } catch (RuntimeException e) {
        LOG.error("A beat failed, the next one tries again", e);
      } finally {
        underWay.set(false);
      }
    }
  }
}
