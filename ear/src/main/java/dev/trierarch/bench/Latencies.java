package dev.trierarch.bench;

import java.util.Arrays;
import java.util.Collection;

/** How long each of many things took, and what that says. */
public final class Latencies {

  private final long[] sortedNanos;

  private Latencies(long[] nanos) {
    this.sortedNanos = nanos.clone();
    Arrays.sort(sortedNanos);
  }

  public static Latencies ofNanos(long... nanos) {
    return new Latencies(nanos);
  }

  static Latencies of(Collection<long[]> parts) {
    return new Latencies(parts.stream().flatMapToLong(Arrays::stream).toArray());
  }

  public int count() {
    return sortedNanos.length;
  }

  /**
   * The least latency that this part of all does not exceed (nearest rank), in milliseconds; NaN
   * when nothing was measured.
   */
  public double quantileMillis(double part) {
    if (sortedNanos.length == 0) {
      return Double.NaN;
    }
    int rank = (int) Math.ceil(part * sortedNanos.length);
    return sortedNanos[Math.max(0, rank - 1)] / 1e6;
  }

  /** The middle of a few figures; the mean of the two middle ones when they are even in number. */
  public static double median(double... figures) {
    double[] sorted = figures.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
