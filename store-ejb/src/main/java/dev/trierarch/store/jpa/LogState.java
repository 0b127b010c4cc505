package dev.trierarch.store.jpa;

import dev.trierarch.store.Revision;
import dev.trierarch.store.image.ClusterImage;
import dev.trierarch.store.watch.RecentRows;
import dev.trierarch.store.watch.WatchHub;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * What this control plane has read of the log: the image, the recent rows, and who watches. Only
 * the writer's thread advances it; every thread reads it.
 */
final class LogState {

  private final RecentRows recent;
  private final LogHistory history;
  private final WatchHub hub;
  private final InstantSource clock;
  private final Object arrival = new Object();
  private volatile ClusterImage image;
  private volatile Instant heardAllAt = Instant.EPOCH;

  LogState(
      ClusterImage image,
      RecentRows recent,
      LogHistory history,
      WatchHub hub,
      InstantSource clock) {
    this.clock = clock;
    this.image = image;
    this.recent = recent;
    this.history = history;
    this.hub = hub;
  }

  ClusterImage image() {
    return image;
  }

  RecentRows recent() {
    return recent;
  }

  LogHistory history() {
    return history;
  }

  WatchHub hub() {
    return hub;
  }

  /** Recent rows come first: who reads the past counts on having them up to the image. */
  void advance(List<List<Revision>> transactions, ClusterImage next) {
    recent.append(transactions);
    show(next);
    hub.publish(transactions);
  }

  /** Starts again from another image: the rows between are not known. */
  void restart(ClusterImage next) {
    recent.forgetAll(next.revision());
    show(next);
    hub.restart(next.revision());
  }

  private void show(ClusterImage next) {
    image = next;
    synchronized (arrival) {
      arrival.notifyAll();
    }
  }

  /**
   * Waits until the image is at a revision or beyond it.
   *
   * @return false when it is not by the deadline, a value of {@link System#nanoTime}
   */
  boolean awaitRevision(long revision, long deadlineNanos) throws InterruptedException {
    synchronized (arrival) {
      for (long left = deadlineNanos - System.nanoTime();
          image.revision() < revision && left > 0;
          left = deadlineNanos - System.nanoTime()) {
        TimeUnit.NANOSECONDS.timedWait(arrival, left);
      }
    }
    return image.revision() >= revision;
  }

  /** Notes that at that moment the database had nothing that is not in the image. */
  synchronized void heardAllAt(Instant moment) {
    if (moment.isAfter(heardAllAt)) {
      heardAllAt = moment;
    }
  }

  /** How long ago the database was last known to have nothing that is not in the image. */
  Duration age() {
    Duration age = Duration.between(heardAllAt, clock.instant());
    return age.isNegative() ? Duration.ZERO : age;
  }
}
