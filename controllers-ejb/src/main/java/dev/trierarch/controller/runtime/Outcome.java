package dev.trierarch.controller.runtime;

import java.time.Duration;
import java.util.Optional;

/**
 * What a reconcile ends with: nothing more to do until something changes, or a look at a later
 * time.
 */
public record Outcome(Optional<Duration> checkAfter) {

  private static final Outcome SETTLED = new Outcome(Optional.empty());

  public static Outcome settled() {
    return SETTLED;
  }

  public static Outcome checkAgain(Duration after) {
    return new Outcome(Optional.of(after));
  }

  /** Settled when the time is empty. */
  public static Outcome checkAgain(Optional<Duration> after) {
    return new Outcome(after);
  }
}
