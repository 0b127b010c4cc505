package dev.trierarch.api.resource;

import dev.trierarch.api.resource.ListOptions.Match;
import dev.trierarch.store.Image;
import dev.trierarch.store.Store;
import dev.trierarch.store.StoreException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Finds the state that a request is answered from: what a resourceVersion means.
 *
 * <p>What is to be the newest state is so across all control planes that share a database. While
 * the database does not answer, reads go on with what is in memory and say how old it is.
 */
@ApplicationScoped
public class StateFinder {

  private static final Logger LOG = Logger.getLogger(StateFinder.class.getName());

  /** As long as upstream's watch cache waits for a revision that it has not seen. */
  private static final Duration WAIT = Duration.ofSeconds(3);

  /** A database that is well is heard many times in this time. */
  private static final Duration LATE = Duration.ofSeconds(2);

  private static final long LOOK_MILLIS = 10;

  /** Requests that may hold a thread while they wait; beyond it they are answered at once. */
  private static final int WAITING_REQUESTS_MAX = 32;

  private final Store store;
  private final Duration wait;
  private final Semaphore waiting = new Semaphore(WAITING_REQUESTS_MAX);

  /** For the container's proxy. */
  StateFinder() {
    this(null);
  }

  @Inject
  public StateFinder(Store store) {
    this(store, WAIT);
  }

  /**
   * @param wait how long to wait for a revision that is not there yet
   */
  public StateFinder(Store store, Duration wait) {
    this.store = store;
    this.wait = wait;
  }

  /** What a get is answered from. */
  public ReadState forGet(Long resourceVersion) {
    return notOlderThan(resourceVersion);
  }

  /** What a watch begins at: a state that has the revision it resumes after. */
  public ReadState forWatch(Long resourceVersion) {
    return notOlderThan(resourceVersion);
  }

  /** What a list, or a page of it, is answered from. */
  public ReadState forList(ListOptions options) {
    ContinueToken from = options.continueFrom();
    if (from != null) {
      return from.revision() < 0 ? newest() : continued(from);
    }
    return asksExactly(options)
        ? exactly(options.resourceVersion())
        : notOlderThan(options.resourceVersion());
  }

  /**
   * Makes sure that what is written next is decided on all that was acknowledged before, by
   * whichever control plane.
   *
   * @throws StoreException.Unavailable when the database does not answer
   */
  public void beforeWrite() {
    store.current();
  }

  /** A paged list that names a revision and not how it is meant is of just that revision. */
  private static boolean asksExactly(ListOptions options) {
    Long asked = options.resourceVersion();
    return asked != null
        && asked != 0
        && (options.match() == Match.EXACT
            || (options.match() == Match.NONE && options.limit() > 0));
  }

  private ReadState newest() {
    boolean late = isLate();
    if (late && !waiting.tryAcquire()) {
      return ReadState.late(store.image(), store.freshness());
    }
    try {
      return ReadState.of(store.current());
    } catch (StoreException.Unavailable e) {
      LOG.log(Level.FINE, "A read is answered from what is in memory", e);
      return ReadState.late(store.image(), store.freshness());
    } finally {
      if (late) {
        waiting.release();
      }
    }
  }

  private boolean isLate() {
    return store.freshness().age().compareTo(LATE) > 0;
  }

  /**
   * @param resourceVersion null asks for the newest state, 0 for any
   */
  private ReadState notOlderThan(Long resourceVersion) {
    if (resourceVersion == null) {
      return newest();
    }
    Image image = store.image();
    if (Long.compareUnsigned(resourceVersion, image.revision()) > 0) {
      image = awaited(resourceVersion);
    }
    return isLate() ? ReadState.late(image, store.freshness()) : ReadState.of(image);
  }

  private ReadState exactly(long revision) {
    try {
      return at(revision);
    } catch (StoreException.Compacted e) {
      throw Problems.listExpired();
    }
  }

  private ReadState continued(ContinueToken from) {
    try {
      return at(from.revision());
    } catch (StoreException.Compacted e) {
      throw Problems.continueExpired(from.atNewest().encoded());
    }
  }

  /** What was is the same however old it is. */
  private ReadState at(long revision) {
    Image image = notOlderThan(revision).image();
    return ReadState.of(image.revision() == revision ? image : store.imageAt(revision));
  }

  /** Another control plane may have written it a moment ago. */
  private Image awaited(long revision) {
    Image image = store.image();
    if (waiting.tryAcquire()) {
      try {
        long endNanos = System.nanoTime() + wait.toNanos();
        while (Long.compareUnsigned(image.revision(), revision) < 0
            && System.nanoTime() < endNanos) {
          TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
          image = store.image();
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } finally {
        waiting.release();
      }
    }
    if (Long.compareUnsigned(image.revision(), revision) < 0) {
      throw Problems.tooLargeResourceVersion(revision, image.revision());
    }
    return image;
  }
}
