package dev.trierarch.store.jpa;

import dev.trierarch.store.StoreException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** The writes that wait for a commit, bounded by their number and by their bytes. */
final class WriteQueue {

  private static final int COMMIT_CHANGES_MAX = 1000;
  private static final int COMMIT_BYTES_MAX = 16 * 1024 * 1024;

  private final int waitingWritesMax;
  private final long waitingBytesMax;
  private final Deque<PendingWrite> waiting = new ArrayDeque<>();
  private long waitingBytes;
  private boolean awake;
  private boolean closed;

  WriteQueue(int waitingWritesMax, long waitingBytesMax) {
    this.waitingWritesMax = waitingWritesMax;
    this.waitingBytesMax = waitingBytesMax;
  }

  /**
   * @throws StoreException.Overloaded when it does not fit
   * @throws StoreException.Unavailable when the queue is closed
   */
  synchronized void add(PendingWrite write) {
    if (closed) {
      throw new StoreException.Unavailable("the store is closed", null);
    }
    if (waiting.size() >= waitingWritesMax) {
      throw new StoreException.Overloaded(waitingWritesMax + " writes are waiting");
    }
    // One write alone may be of any size that a write may be.
    if (!waiting.isEmpty() && waitingBytes + write.bytes() > waitingBytesMax) {
      throw new StoreException.Overloaded(waitingBytesMax + " bytes of writes are waiting");
    }
    waiting.addLast(write);
    waitingBytes += write.bytes();
    notifyAll();
  }

  /** Has the next {@link #take} return soon, if need be with no write. */
  synchronized void wake() {
    awake = true;
    notifyAll();
  }

  /**
   * Waits for a write and takes what waits with it, up to what one commit carries; empty when there
   * was only a {@link #wake}, or the queue is closed.
   */
  synchronized List<PendingWrite> take() throws InterruptedException {
    while (waiting.isEmpty() && !awake && !closed) {
      wait();
    }
    awake = false;
    List<PendingWrite> batch = new ArrayList<>();
    int changes = 0;
    int bytes = 0;
    while (!waiting.isEmpty() && changes < COMMIT_CHANGES_MAX && bytes < COMMIT_BYTES_MAX) {
      PendingWrite next = waiting.removeFirst();
      batch.add(next);
      changes += next.write().changes().size();
      bytes += next.bytes();
      waitingBytes -= next.bytes();
    }
    return batch;
  }

  /** Takes no more writes. */
  synchronized void close() {
    closed = true;
    notifyAll();
  }

  synchronized boolean isClosed() {
    return closed;
  }

  /** Takes all that still waits. */
  synchronized List<PendingWrite> drain() {
    List<PendingWrite> all = List.copyOf(waiting);
    waiting.clear();
    waitingBytes = 0;
    return all;
  }
}
