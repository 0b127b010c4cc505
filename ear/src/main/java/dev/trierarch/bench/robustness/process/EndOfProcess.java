package dev.trierarch.bench.robustness.process;

import dev.trierarch.store.jpa.Failpoints;

/** Ends the process, as a crash would, at the point that the driver has chosen. */
final class EndOfProcess implements Failpoints {

  private static final int EXIT_OF_KILLED = 137;

  private Fault fault;
  private int timesLeft;
  private boolean watchersHeld;

  synchronized void arm(Fault chosen, int times) {
    fault = chosen;
    timesLeft = times;
  }

  @Override
  public void reach(Point point) {
    if (isDueAt(point)) {
      Runtime.getRuntime().halt(EXIT_OF_KILLED);
    }
  }

  private synchronized boolean isDueAt(Point point) {
    return fault != null && fault.isAt(point) && --timesLeft == 0;
  }

  /** A watch is about to be told; from the chosen moment on none is, and none returns. */
  synchronized void beforeWatcher() {
    if (fault == Fault.AFTER_ANSWER_BEFORE_WATCHERS && --timesLeft <= 0) {
      watchersHeld = true;
    }
    while (watchersHeld) {
      try {
        wait();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  /** A write has its answer. */
  synchronized void afterAnswer() {
    if (watchersHeld) {
      Runtime.getRuntime().halt(EXIT_OF_KILLED);
    }
  }
}
