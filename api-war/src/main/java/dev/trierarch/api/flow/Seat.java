package dev.trierarch.api.flow;

import java.util.concurrent.atomic.LongAdder;

/** The right to be served now; a request that is much work takes several of its level. */
public final class Seat {

  private final PriorityLevel level;
  private final int seats;
  private final LongAdder served;

  /**
   * @param served counts it among those that are served now
   */
  Seat(PriorityLevel level, int seats, LongAdder served) {
    this.level = level;
    this.seats = seats;
    this.served = served;
  }

  /** Lets the next request in. */
  public void leave() {
    served.decrement();
    level.leave(seats);
  }
}
