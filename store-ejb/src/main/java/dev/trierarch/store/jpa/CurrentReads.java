package dev.trierarch.store.jpa;

import dev.trierarch.store.StoreException;
import dev.trierarch.store.image.ClusterImage;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Linearizable reads where others write too: asks the database how far the log goes, and waits
 * until this control plane has read that far.
 *
 * <p>A look at the head serves everybody who came before it began. So one at most is under way and
 * one more waits, however many readers there are.
 */
final class CurrentReads {

  static final long WAIT_MILLIS_MAX = 3000;

  private final LogDatabase database;
  private final LogState state;
  private final LogWriter writer;
  private final Executor executor;
  private final long waitMillisMax;
  private CompletableFuture<Long> nextLook;

  /**
   * @param executor runs one task at a time
   * @param waitMillisMax how long a read may take before it fails
   */
  CurrentReads(
      LogDatabase database,
      LogState state,
      LogWriter writer,
      Executor executor,
      long waitMillisMax) {
    this.database = database;
    this.state = state;
    this.writer = writer;
    this.executor = executor;
    this.waitMillisMax = waitMillisMax;
  }

  ClusterImage current() {
    long deadlineNanos = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(waitMillisMax);
    try {
      long head = headRevision();
      if (head > state.image().revision()) {
        writer.catchUpSoon();
      }
      if (!state.awaitRevision(head, deadlineNanos)) {
        throw late("the log is at revision " + head + ", only " + state.image().revision());
      }
      return state.image();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoreException.Unavailable("the read was interrupted", e);
    }
  }

  private long headRevision() throws InterruptedException {
    try {
      return look().get(waitMillisMax, TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw late("the database has not answered, revision " + state.image().revision());
    } catch (ExecutionException e) {
      throw new StoreException.Unavailable(e.getCause().getMessage(), e.getCause());
    }
  }

  /** The revision at the head of the log, read after this call. */
  private synchronized CompletableFuture<Long> look() {
    if (nextLook == null) {
      CompletableFuture<Long> look = new CompletableFuture<>();
      try {
        executor.execute(() -> readHead(look));
        nextLook = look;
      } catch (RejectedExecutionException e) {
        throw new StoreException.Unavailable("the store is closed", e);
      }
    }
    return nextLook;
  }

  private void readHead(CompletableFuture<Long> look) {
    synchronized (this) {
      nextLook = null; // who comes from now on needs a later look
    }
    try {
      look.complete(database.bounds().revision());
    } catch (RuntimeException e) {
      look.completeExceptionally(e);
    }
  }

  private StoreException late(String what) {
    return new StoreException.Unavailable(
        "after " + waitMillisMax + " ms " + what + " is read here: try again", null);
  }
}
