package dev.trierarch.api.health;

import java.util.Arrays;
import java.util.concurrent.atomic.LongAdder;

/** How long something took, counted in buckets. */
public final class Histogram {

  private final double[] boundsSeconds;
  private final LongAdder[] buckets;
  private final LongAdder totalNanos = new LongAdder();

  /**
   * @param boundsSeconds the upper ends of the buckets, rising; what is above is counted as well
   */
  public Histogram(double... boundsSeconds) {
    this.boundsSeconds = boundsSeconds.clone();
    this.buckets = new LongAdder[boundsSeconds.length + 1];
    Arrays.setAll(buckets, index -> new LongAdder());
  }

  public void add(long nanos) {
    totalNanos.add(nanos);
    double seconds = nanos / 1e9;
    int bucket = 0;
    while (bucket < boundsSeconds.length && seconds > boundsSeconds[bucket]) {
      bucket++;
    }
    buckets[bucket].increment();
  }

  /** The count is the sum of the buckets, so that the last bucket equals it at any time. */
  void write(MetricsText out, String name, String labels) {
    String before = labels.isEmpty() ? "" : labels + ",";
    long below = 0;
    for (int i = 0; i < boundsSeconds.length; i++) {
      below += buckets[i].sum();
      String bound = MetricsText.number(boundsSeconds[i]);
      out.sample(name + "_bucket", before + "le=\"" + bound + '"', below);
    }
    long count = below + buckets[boundsSeconds.length].sum();
    out.sample(name + "_bucket", before + "le=\"+Inf\"", count);
    out.sample(name + "_sum", labels, totalNanos.sum() / 1e9);
    out.sample(name + "_count", labels, count);
  }
}
