package dev.trierarch.store;

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

  /** The newest state that is acknowledged. Costs a field read. */
  Image image();

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
