package dev.trierarch.client;

import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.BooleanSupplier;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Runs small steps of work on an executor while there is something to do, woken by hints and never
 * on more than a bounded number of threads.
 *
 * <p>A hint that arrives while every worker is busy is remembered, so that none is lost between a
 * worker's last look and its end. Safe for all threads.
 */
public final class HintedLoop {

  private static final Logger LOG = Logger.getLogger(HintedLoop.class.getName());

  private final String name;
  private final Executor executor;
  private final int workersMax;
  private final BooleanSupplier step;
  private final InstantSource clock;

  private int workers;
  private boolean hintedMeanwhile;
  private boolean stopped;

  /**
   * @param step does one piece of work; false when there was none
   */
  public HintedLoop(
      String name, Executor executor, int workersMax, BooleanSupplier step, InstantSource clock) {
    this.name = name;
    this.executor = executor;
    this.workersMax = workersMax;
    this.step = step;
    this.clock = clock;
  }

  /** There may be work: starts a worker unless enough of them run. Returns at once. */
  public void hint() {
    synchronized (this) {
      if (stopped) {
        return;
      }
      if (workers == workersMax) {
        hintedMeanwhile = true;
        return;
      }
      workers++;
    }
    try {
      executor.execute(this::work);
    } catch (RejectedExecutionException e) {
      LOG.log(Level.WARNING, name + ": no thread was free; the next beat tries again", e);
      workerEnded();
    }
  }

  /** Lets running steps finish, starts no more, and waits for the last worker so long. */
  public synchronized boolean stop(Duration wait) throws InterruptedException {
    stopped = true;
    long deadlineMs = clock.millis() + wait.toMillis();
    while (workers > 0) {
      long leftMs = deadlineMs - clock.millis();
      if (leftMs <= 0) {
        return false;
      }
      wait(leftMs);
    }
    return true;
  }

  private void work() {
    boolean again = true;
    while (again) {
      try {
        drain();
      } catch (RuntimeException e) {
        LOG.log(Level.SEVERE, name + ": a step failed; the next hint or beat goes on", e);
      } finally {
        again = again();
      }
    }
  }

  private void drain() {
    while (!isStopped() && step.getAsBoolean()) {
      // The step did a piece of work: look for the next.
    }
  }

  private synchronized boolean isStopped() {
    return stopped;
  }

  private synchronized boolean again() {
    if (hintedMeanwhile && !stopped) {
      hintedMeanwhile = false;
      return true;
    }
    workerEnded();
    return false;
  }

  private synchronized void workerEnded() {
    workers--;
    notifyAll();
  }
}
