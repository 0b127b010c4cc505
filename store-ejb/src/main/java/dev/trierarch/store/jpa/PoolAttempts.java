package dev.trierarch.store.jpa;

import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Tries again what a dead connection of the pool made fail: after its server was away, each
 * connection that the pool had kept is found out by the first statement on it.
 */
final class PoolAttempts {

  /** One more than there are connections in the pool. */
  private static final int ATTEMPTS_MAX = 9;

  private static final long MILLIS_MAX = 2000;

  private PoolAttempts() {}

  /**
   * @param mayRepeat whether the attempt that failed has done nothing that a repetition would do
   *     twice
   */
  static <T> T run(Supplier<T> attempt, BooleanSupplier mayRepeat) {
    long deadlineNanos = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(MILLIS_MAX);
    for (int attempts = 1; ; attempts++) {
      try {
        return attempt.get();
      } catch (RuntimeException e) {
        boolean isLast = attempts == ATTEMPTS_MAX || deadlineNanos - System.nanoTime() < 0;
        if (isLast || !mayRepeat.getAsBoolean() || !DatabaseFailures.isConnectionLost(e)) {
          throw e;
        }
      }
    }
  }
}
