package dev.trierarch.api.flow;

import java.util.concurrent.atomic.LongAdder;

/** The right to be served now. */
public final class Seat {

  private final PriorityLevel level;
  private final LongAdder served;

  /**
   * @param served counts it among those that are served now
   */
  Seat(PriorityLevel level, LongAdder served) {
    this.level = level;
    this.served = served;
  }

  /** Lets the next request in. */
  public void leave() {
    served.decrement();
    level.leave();
  }
}
