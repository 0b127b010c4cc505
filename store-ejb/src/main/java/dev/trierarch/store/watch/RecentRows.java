package dev.trierarch.store.watch;

import dev.trierarch.store.Revision;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * The newest transactions of the log, kept in memory so that a watch that resumes and a read of the
 * recent past need no database. Bounded by rows and by bytes. Safe for all threads.
 */
public final class RecentRows {

  private final int rowsMax;
  private final long bytesMax;
  private final Deque<List<Revision>> transactions = new ArrayDeque<>();
  private int rowCount;
  private long byteCount;
  private long floor;
  private long newest;

  /**
   * @param revision the revision that the first transaction will follow
   */
  public RecentRows(long revision, int rowsMax, long bytesMax) {
    this.rowsMax = rowsMax;
    this.bytesMax = bytesMax;
    this.floor = revision;
    this.newest = revision;
  }

  /** Adds the next transactions; the oldest are forgotten when they no longer fit. */
  public synchronized void append(List<List<Revision>> next) {
    for (List<Revision> transaction : next) {
      transactions.addLast(transaction);
      rowCount += transaction.size();
      byteCount += bytes(transaction);
      newest = lastNumber(transaction);
    }
    while (rowCount > rowsMax || byteCount > bytesMax) {
      forgetOldest();
    }
  }

  /** Forgets what is at or before a revision. */
  public synchronized void forgetThrough(long revision) {
    while (!transactions.isEmpty() && lastNumber(transactions.peekFirst()) <= revision) {
      forgetOldest();
    }
    floor = Math.max(floor, Math.min(revision, newest));
  }

  /** Forgets everything; the next transaction follows this revision. */
  public synchronized void forgetAll(long revision) {
    transactions.clear();
    rowCount = 0;
    byteCount = 0;
    floor = revision;
    newest = revision;
  }

  /** The oldest revision whose following rows are all here. */
  public synchronized long floor() {
    return floor;
  }

  /**
   * The transactions with rows after a revision and none after another, oldest first; empty when
   * rows after that revision have been forgotten.
   */
  public synchronized Optional<List<List<Revision>>> between(
      long afterRevision, long throughRevision) {
    if (afterRevision < floor) {
      return Optional.empty();
    }
    List<List<Revision>> found = new ArrayList<>();
    Iterator<List<Revision>> newestFirst = transactions.descendingIterator();
    while (newestFirst.hasNext()) {
      List<Revision> transaction = newestFirst.next();
      if (lastNumber(transaction) <= afterRevision) {
        break;
      }
      if (lastNumber(transaction) <= throughRevision) {
        found.add(transaction);
      }
    }
    Collections.reverse(found);
    return Optional.of(found);
  }

  private void forgetOldest() {
    List<Revision> oldest = transactions.removeFirst();
    rowCount -= oldest.size();
    byteCount -= bytes(oldest);
    floor = lastNumber(oldest);
  }

  static long lastNumber(List<Revision> transaction) {
    return transaction.get(transaction.size() - 1).number();
  }

  static long bytes(List<Revision> transaction) {
    long bytes = 0;
    for (Revision row : transaction) {
      bytes += row.object().json().length;
    }
    return bytes;
  }
}
