package dev.trierarch.api.flow;

import java.util.List;

/**
 * Divides the seats anew among the levels by what each wanted lately: those that wanted little lend
 * to those that wanted more, within the bounds of both. Pure.
 */
final class SeatLending {

  private static final int STEPS = 60;

  /** What is so near to a whole number of seats is that number. */
  private static final double NEAR = 1e-3;

  /** Of what nobody wants, each gets by its nominal seats. */
  private static final double IDLE_SHARE = 1e-6;

  /**
   * One level.
   *
   * @param limits its seats, and those that it keeps and may have at most
   * @param wantedMax the most seats that were wanted at once since the last time
   * @param wantedLately the same, falling slowly
   */
  record Wish(LevelLimits limits, int wantedMax, double wantedLately) {

    /** What it keeps while others want more. */
    double least() {
      return Math.max(limits.seatsMin(), Math.min(limits.seats(), wantedMax));
    }

    double target() {
      return Math.max(wantedLately, IDLE_SHARE * limits.seats());
    }

    double seatsAt(double share) {
      return Math.min(limits.seatsMax(), Math.max(least(), share * target()));
    }
  }

  private SeatLending() {}

  /** Seats by level, in the same order; together no more than the nominal ones. */
  static int[] divide(List<Wish> wishes) {
    int total = wishes.stream().mapToInt(wish -> wish.limits().seats()).sum();
    double share = share(wishes, total);
    int[] seats =
        wishes.stream().mapToInt(wish -> (int) Math.floor(wish.seatsAt(share) + NEAR)).toArray();
    int left = total;
    for (int each : seats) {
      left -= each;
    }
    for (int i = 0; i < seats.length && left > 0; i++) {
      if (seats[i] < Math.ceil(wishes.get(i).seatsAt(share) - NEAR)) {
        seats[i]++; // what was lost in rounding down
        left--;
      }
    }
    return seats;
  }

  /** The one share of their targets at which all levels together have all seats. */
  private static double share(List<Wish> wishes, int total) {
    double low = 0;
    double high = total / IDLE_SHARE;
    for (int step = 0; step < STEPS; step++) {
      double middle = (low + high) / 2;
      double sum = wishes.stream().mapToDouble(wish -> wish.seatsAt(middle)).sum();
      if (sum > total) {
        high = middle;
      } else {
        low = middle;
      }
    }
    return low;
  }
}
