package dev.trierarch.store.jpa;

import dev.trierarch.store.Revision;
import dev.trierarch.store.StoreException;
import dev.trierarch.store.image.ClusterImage;
import dev.trierarch.store.image.EncodedObject;
import dev.trierarch.store.image.Rewind;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Makes images of the past: from the newest by undoing recent rows, else from the database; keeps
 * the last few, since a paged list asks for the same one again.
 *
 * <p>One is made at a time, few may wait for theirs, and all that are in use have so many bytes:
 * who would go beyond is refused, and may try again.
 */
final class HistoricImages {

  private static final int KEPT_IMAGES_MAX = 4;
  private static final int WAITING_READS_MAX = 16;
  private static final long COLLECTION_NANOS_MIN = TimeUnit.SECONDS.toNanos(5);

  private final LogDatabase database;
  private final LogState state;
  private final PastObjects objects;
  private final Semaphore waiting = new Semaphore(WAITING_READS_MAX);
  private long collectedNanos = System.nanoTime() - COLLECTION_NANOS_MIN;
  private final Map<Long, ClusterImage> kept =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, ClusterImage> eldest) {
          return size() > KEPT_IMAGES_MAX;
        }
      };

  /**
   * @param pastBytesMax what all images that were read from the database may have together
   */
  HistoricImages(LogDatabase database, LogState state, long pastBytesMax) {
    this.database = database;
    this.state = state;
    this.objects = new PastObjects(pastBytesMax);
  }

  ClusterImage at(long revision) {
    ClusterImage current = state.image();
    if (revision > current.revision()) {
      throw new StoreException.NotYet(revision, current.revision());
    }
    state.history().requireKept(revision);
    return revision == current.revision() ? current : past(revision, current);
  }

  private ClusterImage past(long revision, ClusterImage current) {
    if (!waiting.tryAcquire()) {
      throw new StoreException.Overloaded(WAITING_READS_MAX + " reads of the past are waiting");
    }
    try {
      return keptOrMade(revision, current);
    } finally {
      waiting.release();
    }
  }

  private synchronized ClusterImage keptOrMade(long revision, ClusterImage current) {
    ClusterImage image = kept.get(revision);
    if (image == null) {
      Optional<List<List<Revision>>> recent = state.recent().between(revision, current.revision());
      image =
          recent.isPresent()
              ? Rewind.to(revision, current, recent.get())
              : readOrMakeRoom(revision, current);
      kept.put(revision, image);
    }
    return image;
  }

  private ClusterImage readOrMakeRoom(long revision, ClusterImage current) {
    try {
      return read(revision, current);
    } catch (StoreException.Overloaded e) {
      kept.clear();
      if (!collectGarbage()) {
        throw e;
      }
      return read(revision, current);
    }
  }

  private ClusterImage read(long revision, ClusterImage current) {
    ClusterImage image = LogHistory.load(database, revision, read -> shared(read, current));
    objects.count(image);
    return image;
  }

  /** What has not changed since is the newest image's, too. */
  private EncodedObject shared(EncodedObject read, ClusterImage current) {
    return current
        .get(read.key())
        .filter(now -> now.revision() == read.revision())
        .map(EncodedObject.class::cast)
        .orElseGet(() -> objects.shared(read));
  }

  /** Only the collector knows which images are still in use. It stops everybody, so not often. */
  private boolean collectGarbage() {
    if (System.nanoTime() - collectedNanos < COLLECTION_NANOS_MIN) {
      return false;
    }
    System.gc();
    objects.forgetCollected();
    collectedNanos = System.nanoTime();
    return true;
  }
}
