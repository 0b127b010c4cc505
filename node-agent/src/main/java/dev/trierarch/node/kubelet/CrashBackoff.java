package dev.trierarch.node.kubelet;

import java.time.Duration;
import java.time.Instant;

/**
 * How long a container that keeps ending waits for its next start: 10 s, doubling to 5 min, from
 * anew after 10 quiet minutes.
 *
 * @param updatedAt when the container was last started again
 */
record CrashBackoff(Duration delay, Instant updatedAt) {
  private static final Duration FIRST = Duration.ofSeconds(10);
  private static final Duration MAX = Duration.ofMinutes(5);
  private static final Duration FORGOTTEN_AFTER = MAX.multipliedBy(2);

  /** The back-off after a start at {@code now} of a container that ended at {@code finishedAt}. */
  static CrashBackoff next(CrashBackoff previous, Instant finishedAt, Instant now) {
    if (previous == null || previous.isForgottenAt(finishedAt)) {
      return new CrashBackoff(FIRST, now);
    }
    Duration doubled = previous.delay.multipliedBy(2);
    return new CrashBackoff(doubled.compareTo(MAX) > 0 ? MAX : doubled, now);
  }

  /** When a container that ended at {@code finishedAt} may start again. */
  Instant until(Instant finishedAt) {
    return isForgottenAt(finishedAt) ? finishedAt : finishedAt.plus(delay);
  }

  private boolean isForgottenAt(Instant finishedAt) {
    return Duration.between(updatedAt, finishedAt).compareTo(FORGOTTEN_AFTER) > 0;
  }
}
