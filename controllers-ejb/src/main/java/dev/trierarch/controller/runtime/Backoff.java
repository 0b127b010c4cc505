package dev.trierarch.controller.runtime;

import dev.trierarch.store.ObjectKey;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * How long a name that failed waits before it is tried again: twice as long after each failure in a
 * row. Holds only names that failed last time. Safe for all threads.
 */
final class Backoff {

  static final Duration FIRST = Duration.ofMillis(5);
  static final Duration LONGEST = Duration.ofSeconds(1000);

  private static final int DOUBLINGS_MAX = 18;

  private final Map<ObjectKey, Integer> failuresInARow = new HashMap<>();

  synchronized Duration afterFailure(ObjectKey key) {
    int failures = failuresInARow.merge(key, 1, Integer::sum);
    Duration delay = FIRST.multipliedBy(1L << Math.min(failures - 1, DOUBLINGS_MAX));
    return delay.compareTo(LONGEST) < 0 ? delay : LONGEST;
  }

  synchronized void succeeded(ObjectKey key) {
    failuresInARow.remove(key);
  }
}
