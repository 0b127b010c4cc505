package dev.trierarch.bench.robustness;

import dev.trierarch.bench.robustness.process.Answer;
import dev.trierarch.bench.robustness.process.Request;
import dev.trierarch.bench.robustness.process.WantedChange;
import dev.trierarch.store.Change.Operation;
import dev.trierarch.store.ObjectKey;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * After a fault: every store is to take a write again without help, to have read what the others
 * wrote, and the whole log is read.
 */
final class Calm {

  private static final long RECOVERY_SECONDS_MAX = 120;
  private static final long PAUSE_MILLIS = 10;
  private static final String NAME = "recovery";

  private final Stores stores;
  private final Knowledge knowledge;
  private int writes;

  Calm(Stores stores, Knowledge knowledge) {
    this.stores = stores;
    this.knowledge = knowledge;
  }

  /**
   * Waits for it.
   *
   * @return the newest revision, which every store has
   */
  long await(Background background) {
    long head = 0;
    for (int store = 0; store < stores.count(); store++) {
      int asked = store;
      head = Math.max(head, awaited("store " + store + " takes no write", 1, () -> write(asked)));
    }
    for (int store = 0; store < stores.count(); store++) {
      int asked = store;
      awaited("store " + store + " has not read what others wrote", head, () -> list(asked));
      background.readAgain(store);
      background.readOn(store);
    }
    return head;
  }

  private static long awaited(String otherwise, long wanted, LongSupplier revision) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(RECOVERY_SECONDS_MAX);
    while (System.nanoTime() < deadline) {
      long reached = revision.getAsLong();
      if (reached >= wanted) {
        return reached;
      }
      pause();
    }
    throw new IllegalStateException(otherwise + " after " + RECOVERY_SECONDS_MAX + " s");
  }

  private static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private long list(int store) {
    Answer list = stores.call(NAME, store, Request.list());
    if (list.isDone()) {
      knowledge.learnAll(list);
    }
    return list.revision();
  }

  /** The revision that was written, 0 when it was not. */
  private long write(int store) {
    list(store);
    ObjectKey key = new ObjectKey("configmaps", "recovery", "store-" + store);
    long expected = knowledge.revisionOf(key);
    writes++;
    Operation operation = expected == 0 ? Operation.CREATE : Operation.UPDATE;
    WantedChange change = new WantedChange(operation, key, expected, NAME + "." + writes);
    return stores.call(NAME, store, Request.write(List.of(change))).revision();
  }
}
