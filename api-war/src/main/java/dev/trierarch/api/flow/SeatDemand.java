package dev.trierarch.api.flow;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * How many seats a level wants at once: those that are taken and those that are waited for.
 *
 * <p>Threading: any thread notes; one asks, from time to time.
 */
final class SeatDemand {

  /** As upstream: a demand that has gone is half forgotten after five minutes of asking. */
  private static final double REMEMBERED = 0.977;

  private final AtomicInteger most = new AtomicInteger();
  private double lately;

  void note(int seats) {
    if (seats > most.get()) {
      most.accumulateAndGet(seats, Math::max);
    }
  }

  /**
   * What was wanted since it was asked before.
   *
   * @param wantedNow where the next time begins
   */
  SeatLending.Wish wish(LevelLimits limits, int wantedNow) {
    int wanted = most.getAndSet(wantedNow);
    lately = Math.max(wanted, REMEMBERED * lately + (1 - REMEMBERED) * wanted);
    return new SeatLending.Wish(limits, wanted, lately);
  }
}
