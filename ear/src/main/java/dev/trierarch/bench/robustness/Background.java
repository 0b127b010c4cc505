package dev.trierarch.bench.robustness;

import dev.trierarch.bench.robustness.process.Request;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** What goes on beside the clients: one reads the whole log as it grows, one compacts it. */
final class Background {

  private static final int PAGE_ROWS = 500;
  private static final int KEPT_ROWS_MAX = 150;
  private static final long PAUSE_MILLIS = 20;

  private final Stores stores;
  private final Recorder recorder;

  Background(Stores stores, Recorder recorder) {
    this.stores = stores;
    this.recorder = recorder;
  }

  /** Reads rows until the round is over. */
  void readUntil(BooleanSupplier over, SplittableRandom random) {
    while (!over.getAsBoolean() && stores.isAnyAlive()) {
      readOn(stores.anyAlive(random));
      pause();
    }
  }

  /** Reads the rows after those that are known. */
  void readOn(int store) {
    long head;
    do {
      head = recorder.head();
      stores.call("auditor", store, Request.rows(head, PAGE_ROWS));
    } while (recorder.head() > head);
  }

  /** Reads the last rows once more: they are to be the same, whatever has happened since. */
  void readAgain(int store) {
    long from = Math.max(recorder.compactedRevision(), recorder.head() - PAGE_ROWS);
    stores.call("auditor", store, Request.rows(from, PAGE_ROWS));
  }

  /** Compacts what the auditor has read, now and then, until the round is over. */
  void compactUntil(BooleanSupplier over, SplittableRandom random) {
    while (!over.getAsBoolean() && stores.isAnyAlive()) {
      long revision = recorder.head() - random.nextInt(KEPT_ROWS_MAX);
      if (revision > recorder.compactedRevision()) {
        stores.call("compactor", stores.anyAlive(random), Request.compact(revision));
      }
      pause();
    }
  }

  private static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
