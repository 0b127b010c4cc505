package dev.trierarch.store.jpa;

import dev.trierarch.store.StoreException;
import dev.trierarch.store.image.EncodedObject;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** A database that counts its commits and fails, or waits, when a test says so. */
final class DisturbedDatabase extends ForwardingLogDatabase {

  final AtomicInteger commits = new AtomicInteger();
  final AtomicInteger failuresBeforeCommit = new AtomicInteger();
  final AtomicInteger failuresAfterCommit = new AtomicInteger();
  final AtomicInteger stateReads = new AtomicInteger();
  volatile Runnable afterCommit = () -> {};
  private volatile boolean cutAfterCommit;
  private volatile CountDownLatch arrival = new CountDownLatch(0);
  private volatile CountDownLatch gate = new CountDownLatch(0);

  DisturbedDatabase(LogDatabase delegate) {
    super(delegate);
  }

  /** Commits wait from now on, until {@link #openGate}. */
  void closeGate() {
    arrival = new CountDownLatch(1);
    gate = new CountDownLatch(1);
  }

  /** Waits until a commit stands before the closed gate. */
  void awaitCommitAtGate() throws InterruptedException {
    arrival.await();
  }

  void openGate() {
    gate.countDown();
  }

  /** The next commit happens, but neither its answer nor any later one arrives. */
  void failAllAfterNextCommit() {
    failuresAfterCommit.set(1);
    cutAfterCommit = true;
  }

  @Override
  public <T> T exclusively(Function<LockedLog, T> work) {
    awaitGate();
    if (takeOne(failuresBeforeCommit)) {
      throw new StoreException.Unavailable("the connection is lost before the commit", null);
    }
    T result = super.exclusively(work);
    commits.incrementAndGet();
    afterCommit.run();
    if (takeOne(failuresAfterCommit)) {
      failuresBeforeCommit.set(cutAfterCommit ? Integer.MAX_VALUE : 0);
      cutAfterCommit = false;
      throw new StoreException.Unavailable("the connection is lost after the commit", null);
    }
    return result;
  }

  private void awaitGate() {
    arrival.countDown();
    try {
      gate.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoreException.Unavailable("interrupted", e);
    }
  }

  private static boolean takeOne(AtomicInteger failures) {
    return failures.getAndUpdate(left -> Math.max(0, left - 1)) > 0;
  }

  @Override
  public List<EncodedObject> stateAt(long revision, long writtenAfter) {
    stateReads.incrementAndGet();
    return super.stateAt(revision, writtenAfter);
  }
}
