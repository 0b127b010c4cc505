package dev.trierarch.api.flow;

/** The right to be served now. */
public final class Seat {

  private final PriorityLevel level;

  Seat(PriorityLevel level) {
    this.level = level;
  }

  /** Lets the next request in. */
  public void leave() {
    level.leave();
  }
}
