package dev.trierarch.store.jpa;

import dev.trierarch.store.Revision;
import dev.trierarch.store.image.EncodedObject;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ThreadFactory;
import java.util.function.Function;
import java.util.function.LongConsumer;

/**
 * The log as a database keeps it: what the writer, the readers of the past and the compactor need
 * of it.
 *
 * <p>Every method throws {@link dev.trierarch.store.StoreException.Unavailable} when the database
 * fails.
 */
interface LogDatabase {

  /** How far the log goes, and from where on. */
  record Bounds(long revision, long compactedRevision) {}

  /** The log while its head is locked against every other writer, within one transaction. */
  interface LockedLog {

    Bounds bounds();

    /** As {@link LogDatabase#transactionsAfter}. */
    List<List<Revision>> transactionsAfter(long revision);

    /** Appends transactions that follow each other and the head. */
    void append(List<List<Revision>> transactions);

    /** Whether the row at a revision was written through this database object. */
    boolean isOwn(long revision);

    /** Removes what no state at {@code revision} or after it needs; a small number of rows. */
    void compactTo(long revision);

    /** Moves the head on to a revision that nobody has seen; all before it counts as compacted. */
    void restartAt(long revision);
  }

  Bounds bounds();

  /** Runs {@code work} in a transaction that is synced to disk before this returns. */
  <T> T exclusively(Function<LockedLog, T> work);

  /**
   * The next whole transactions after a revision, a page of them.
   *
   * @throws dev.trierarch.store.StoreException.Compacted when rows after it are gone
   */
  List<List<Revision>> transactionsAfter(long revision);

  /**
   * A page of the objects that made up the state at a revision, in the order in which they were
   * written.
   *
   * @param writtenAfter only objects written after this revision: the last one of the page before
   * @throws dev.trierarch.store.StoreException.Compacted when rows of that state are gone
   */
  List<EncodedObject> stateAt(long revision, long writtenAfter);

  /** When the newest row at or before a revision was written; the epoch when there is none. */
  Instant timeAt(long revision);

  /**
   * Listens for hints that another control plane has appended; some may get lost.
   *
   * @param appendedThrough is told a revision that the log has reached
   */
  Listening listen(LongConsumer appendedThrough, ThreadFactory threads);

  /**
   * Gives a small piece of free space back to the file system, where the database does not do so by
   * itself.
   *
   * @return whether there is more
   */
  boolean giveBackSpace();
}
