package dev.trierarch.store.watch;

import dev.trierarch.store.Revision;
import dev.trierarch.store.Store;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * One watch: what it asked for, the rows that wait for it, and the task that delivers them.
 *
 * <p>Threads: any thread offers; at most one runs {@link #run} at a time, and only that one calls
 * the watcher. Tasks are handed to the executor outside the lock, so that an executor that runs
 * them at once is as good as any. The buffer holds references to rows that all watches share.
 */
final class Subscriber implements Store.Subscription, Runnable {

  private static final Logger LOG = Logger.getLogger(Subscriber.class.getName());

  /** After so many calls of the watcher the thread is given to the next subscriber. */
  private static final int DELIVERIES_PER_TURN_MAX = 64;

  /** Bytes of JSON that may wait for one watch. */
  private static final long BUFFERED_BYTES_MAX = 64L * 1024 * 1024;

  /** Rows for the watcher, or none: only the progress then. */
  private record Delivery(List<Revision> rows, long revision) {}

  private final WatchFilter filter;
  private final Store.Watcher watcher;
  private final Executor executor;
  private final int bufferedRowsMax;
  private final Consumer<Subscriber> onEnd;

  private final Deque<Delivery> buffer = new ArrayDeque<>();
  private int bufferedRows;
  private long bufferedBytes;
  private long seenRevision;
  private boolean held = true;
  private boolean scheduled;
  private boolean ended;
  private String closeReason;

  /** A subscriber that only buffers until it is released, so that its past can come first. */
  Subscriber(
      WatchFilter filter,
      long afterRevision,
      Store.Watcher watcher,
      Executor executor,
      int bufferedRowsMax,
      Consumer<Subscriber> onEnd) {
    this.filter = filter;
    this.seenRevision = afterRevision;
    this.watcher = watcher;
    this.executor = executor;
    this.bufferedRowsMax = bufferedRowsMax;
    this.onEnd = onEnd;
  }

  WatchFilter filter() {
    return filter;
  }

  /** Lets the deliveries begin. */
  void release() {
    runIf(released());
  }

  /** Buffers what this watch wants of a transaction; ends the watch when the buffer is full. */
  void offer(List<Revision> transaction) {
    runIf(buffered(transaction));
  }

  /** Tells the watch how far the log is, unless rows that wait will tell it. */
  void offerProgress(long revision) {
    runIf(bufferedProgress(revision));
  }

  /** Ends the watch from the store's side; the watcher is told why. */
  void abandon(String reason) {
    runIf(abandoned(reason));
  }

  @Override
  public void close() {
    synchronized (this) {
      ended = true;
      buffer.clear();
    }
    onEnd.accept(this);
  }

  synchronized boolean isOver() {
    return ended || closeReason != null;
  }

  /** Delivers a transaction of the past, at once; only before {@link #release}. */
  void deliverPast(List<Revision> transaction, long afterRevision) {
    List<Revision> rows = filter.wanted(transaction, afterRevision);
    if (!rows.isEmpty() && !isOver()) {
      deliver(new Delivery(rows, RecentRows.lastNumber(transaction)));
    }
  }

  @Override
  public void run() {
    for (int turn = 0; turn < DELIVERIES_PER_TURN_MAX; turn++) {
      Delivery next = takeNext();
      if (next == null) {
        tellIfAbandoned();
        return;
      }
      deliver(next);
    }
    executor.execute(this);
  }

  private void runIf(boolean hasTurn) {
    if (hasTurn) {
      executor.execute(this);
    }
  }

  private synchronized boolean released() {
    held = false;
    return claimTurn();
  }

  private synchronized boolean buffered(List<Revision> transaction) {
    long revision = RecentRows.lastNumber(transaction);
    if (isOver() || revision <= seenRevision) {
      return false;
    }
    List<Revision> wanted = filter.wanted(transaction, seenRevision);
    if (wanted.isEmpty()) {
      return false;
    }
    seenRevision = revision;
    buffer.addLast(new Delivery(wanted, revision));
    bufferedRows += wanted.size();
    bufferedBytes += RecentRows.bytes(wanted);
    if (bufferedRows > bufferedRowsMax) {
      return abandoned("fell more than " + bufferedRowsMax + " rows behind");
    }
    return bufferedBytes > BUFFERED_BYTES_MAX
        ? abandoned("fell more than " + BUFFERED_BYTES_MAX + " bytes behind")
        : claimTurn();
  }

  private synchronized boolean bufferedProgress(long revision) {
    if (isOver() || !buffer.isEmpty() || revision <= seenRevision) {
      return false;
    }
    seenRevision = revision;
    buffer.addLast(new Delivery(List.of(), revision));
    return claimTurn();
  }

  private synchronized boolean abandoned(String reason) {
    if (isOver()) {
      return false;
    }
    closeReason = reason;
    buffer.clear();
    bufferedRows = 0;
    bufferedBytes = 0;
    return claimTurn();
  }

  /** Whether the caller is to hand this task to the executor: nobody else has. */
  private synchronized boolean claimTurn() {
    if (scheduled || held || (closeReason == null && buffer.isEmpty())) {
      return false;
    }
    scheduled = true;
    return true;
  }

  private synchronized Delivery takeNext() {
    if (isOver()) {
      return null;
    }
    Delivery next = buffer.pollFirst();
    if (next == null) {
      scheduled = false;
    } else {
      bufferedRows -= next.rows().size();
      bufferedBytes -= RecentRows.bytes(next.rows());
    }
    return next;
  }

  private void tellIfAbandoned() {
    String reason;
    synchronized (this) {
      reason = ended ? null : closeReason;
      ended = ended || closeReason != null;
    }
    if (reason != null) {
      onEnd.accept(this);
      callWatcher(() -> watcher.onClosed(reason));
    }
  }

  private void deliver(Delivery delivery) {
    if (delivery.rows().isEmpty()) {
      callWatcher(() -> watcher.onProgress(delivery.revision()));
    } else {
      callWatcher(() -> watcher.onRows(delivery.rows(), delivery.revision()));
    }
  }

  private void callWatcher(Runnable call) {
    try {
      call.run();
    } catch (RuntimeException e) {
      LOG.log(Level.WARNING, e, () -> "a watcher of " + filter + " failed; its watch ends");
      abandon("the watcher failed: " + e);
    }
  }
}
