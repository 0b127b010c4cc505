package dev.trierarch.launcher;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Looks again and again until something is so, within a bound. */
public final class Waiting {

  private Waiting() {}

  /** Returns whether {@code condition} became true within {@code atMost}. */
  public static boolean until(BooleanSupplier condition, Duration atMost, Duration interval) {
    long deadlineNanos = System.nanoTime() + atMost.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - deadlineNanos >= 0) {
        return false;
      }
      LockSupport.parkNanos(interval.toNanos());
      if (Thread.currentThread().isInterrupted()) {
        throw new Problem("Interrupted while waiting.", "Run the command again.");
      }
    }
    return true;
  }
}
