package dev.trierarch.store;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Cluster state as an ordered log of changes: the port that the registry writes through and
 * everybody reads from.
 *
 * <p>Revisions are totally ordered. Implementations are safe for all threads.
 */
public interface Store {

  /**
   * Appends all the changes, or none of them, at consecutive revisions.
   *
   * @return completes with one row a change, in order, once they are synced to disk and visible in
   *     {@link #image()}; fails with a {@link StoreException}
   */
  CompletableFuture<List<Revision>> writeAsync(List<Change> changes, Origin origin);

  /** {@link #writeAsync} and waiting for it; throws the {@link StoreException} itself. */
  List<Revision> write(List<Change> changes, Origin origin);

  /**
   * The newest state that this control plane has read. Costs a field read. It has all that was
   * written through this store; where several control planes share a database, what others wrote
   * may be missing for a moment.
   */
  Image image();

  /**
   * The state with every write, by whichever control plane, that was acknowledged before this call:
   * a linearizable read. Costs a field read while one control plane owns the database; else one
   * look at the log's head, which all who wait share.
   *
   * @throws StoreException.Unavailable when the database cannot be asked, or does not answer in
   *     time
   */
  default Image current() {
    return image();
  }

  /** How new {@link #image()} is: what to tell readers while the database is away. */
  default Freshness freshness() {
    return new Freshness(image().revision(), Duration.ZERO);
  }

  /**
   * The state at an older revision, read from the log where memory no longer has it.
   *
   * @throws StoreException.Compacted when the log no longer reaches that far
   * @throws StoreException.NotYet when it has not been written
   */
  Image imageAt(long revision);

  /**
   * The oldest revision from which {@link #watch} can resume and {@link #imageAt} can be answered.
   */
  long oldestRevision();

  /**
   * The rows after a revision, oldest first, at most {@code limit} of them.
   *
   * @throws StoreException.Compacted when the log no longer reaches that far
   */
  List<Revision> rowsAfter(long revision, int limit);

  /**
   * The objects that differ between two revisions, in key order, each with the rows that made the
   * difference. An object that was created and deleted between the two is none.
   *
   * @throws StoreException.Compacted when the log no longer reaches back to the earlier revision
   * @throws StoreException.NotYet when the later one has not been written
   */
  List<Difference> differences(DifferenceQuery query);

  /**
   * Delivers every row of a resource after a revision, in order, none missed and none twice, until
   * the subscription is closed. A subscriber that falls too far behind is closed and may resume.
   *
   * @param resource the group resource, e.g. {@code pods}; null for every resource
   * @param namespace only this namespace; null for every namespace
   * @throws StoreException.Compacted when rows after that revision are no longer in the log
   */
  Subscription watch(String resource, String namespace, long afterRevision, Watcher watcher);

  /**
   * Whether the store is open and its database took the last write: what a readiness check asks.
   */
  default boolean ready() {
    return true;
  }

  /** Receives rows. Called by one thread at a time; must return quickly and must not throw. */
  interface Watcher {

    /** Rows of one transaction arrive in one call; all are at or below {@code revision}. */
    void onRows(List<Revision> rows, long revision);

    /**
     * The log has advanced to {@code revision} without a row for this watcher: what a bookmark
     * says. Called now and then, not at every revision.
     */
    void onProgress(long revision);

    /** The subscription was ended by the store: it fell behind, or the store closes. */
    void onClosed(String reason);
  }

  /** A running watch. */
  interface Subscription extends AutoCloseable {
    @Override
    void close();
  }
}
