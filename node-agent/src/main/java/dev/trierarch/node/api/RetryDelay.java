package dev.trierarch.node.api;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** Pauses that double up to a bound, spread by chance so that many agents do not come at once. */
public final class RetryDelay {
  private final Duration first;
  private final Duration max;
  private final RandomGenerator random;
  private Duration next;

  public RetryDelay(Duration first, Duration max, RandomGenerator random) {
    this.first = first;
    this.max = max;
    this.random = random;
    this.next = first;
  }

  /** The pause before the next try: between a half and the whole of the current bound. */
  public synchronized Duration next() {
    long bound = next.toMillis();
    Duration doubled = next.multipliedBy(2);
    next = doubled.compareTo(max) > 0 ? max : doubled;
    return Duration.ofMillis(bound / 2 + random.nextLong(bound / 2 + 1));
  }

  public synchronized void reset() {
    next = first;
  }
}
