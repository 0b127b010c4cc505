package dev.trierarch.store.jpa;

import dev.trierarch.store.Revision;
import dev.trierarch.store.image.ClusterImage;
import dev.trierarch.store.watch.RecentRows;
import dev.trierarch.store.watch.WatchHub;
import java.util.List;

/**
 * What this control plane has read of the log: the image, the recent rows, and who watches. Only
 * the writer's thread advances it; every thread reads it.
 */
final class LogState {

  private final RecentRows recent;
  private final LogHistory history;
  private final WatchHub hub;
  private volatile ClusterImage image;

  LogState(ClusterImage image, RecentRows recent, LogHistory history, WatchHub hub) {
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
    image = next;
    hub.publish(transactions);
  }

  /** Starts again from another image: the rows between are not known. */
  void restart(ClusterImage next) {
    recent.forgetAll(next.revision());
    image = next;
    hub.restart(next.revision());
  }
}
