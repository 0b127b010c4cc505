package dev.trierarch.bench.store;

import dev.trierarch.bench.Aim;
import dev.trierarch.bench.Latencies;
import dev.trierarch.bench.Row;
import dev.trierarch.bench.StepLines;
import dev.trierarch.store.Change;
import dev.trierarch.store.Document;
import dev.trierarch.store.ObjectKey;
import dev.trierarch.store.Origin;
import dev.trierarch.store.Revision;
import dev.trierarch.store.Store;
import dev.trierarch.store.bench.StoreBenchmark;
import dev.trierarch.store.jpa.StandaloneStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;

/** How long a change takes to reach the last of very many watchers of one resource. */
final class StoreWatches {

  private static final int WATCHERS = 10_000;
  private static final int CHANGES = 1000;
  private static final int WARM_UP_CHANGES = 200;
  private static final long INTERVAL_NANOS = 10_000_000;
  private static final long WAIT_SECONDS_MAX = 60;
  private static final double AIM_P99_MILLIS = 100;
  private static final Origin ORIGIN = new Origin("benchmark", "trierarch-bench", 0);

  private final Path directory;
  private final AtomicIntegerArray received = new AtomicIntegerArray(CHANGES);
  private final AtomicReferenceArray<byte[]> bytes = new AtomicReferenceArray<>(CHANGES);
  private final LongAdder otherCopies = new LongAdder();
  private final long[] lastNanos = new long[CHANGES];
  private final CountDownLatch complete = new CountDownLatch(CHANGES);

  StoreWatches(Path directory) {
    this.directory = directory;
  }

  void measure(StepLines steps) throws IOException {
    try (StandaloneStore opened = Stores.open(directory)) {
      steps.step("watchers", () -> rows(opened.store()));
    }
  }

  private List<Row> rows(Store store) {
    List<Store.Subscription> subscriptions = new ArrayList<>();
    for (int i = 0; i < WATCHERS; i++) {
      long now = store.image().revision();
      subscriptions.add(store.watch("configmaps", null, now, new Counting()));
    }
    long[] nanos = changes(store);
    subscriptions.forEach(Store.Subscription::close);
    return List.of(
        Row.latency(
                "a change to the last of 10,000 watchers in the process, 100 changes/s",
                Latencies.ofNanos(nanos))
            .withAim(Aim.p99AtMost(AIM_P99_MILLIS)),
        Row.value(
                "copies of a change's bytes among 10,000 watchers",
                1 + otherCopies.sum() / (double) CHANGES,
                "copies",
                CHANGES)
            .withAim(Aim.valueAtMost(1)));
  }

  /** From the moment at which each change was due to its arrival at the last watcher. */
  private long[] changes(Store store) {
    long first = System.nanoTime();
    for (int i = 0; i < CHANGES; i++) {
      for (long due = first + i * INTERVAL_NANOS; due - System.nanoTime() > 0; ) {
        LockSupport.parkNanos(due - System.nanoTime());
      }
      ObjectKey key = new ObjectKey("configmaps", "benchmark", Integer.toString(i));
      Document document = StoreBenchmark.document(key, Stores.OBJECT_BYTES);
      store.writeAsync(List.of(Change.create(key, document)), ORIGIN).join();
    }
    await();
    long[] measured = new long[CHANGES - WARM_UP_CHANGES];
    for (int i = 0; i < measured.length; i++) {
      int change = i + WARM_UP_CHANGES;
      measured[i] = lastNanos[change] - (first + change * INTERVAL_NANOS);
    }
    return measured;
  }

  private void await() {
    try {
      if (!complete.await(WAIT_SECONDS_MAX, TimeUnit.SECONDS)) {
        throw new IllegalStateException(
            complete.getCount() + " changes did not reach all watchers within 60 s");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Tells the moment at which the last watcher has received a change. */
  private final class Counting implements Store.Watcher {

    @Override
    public void onRows(List<Revision> rows, long revision) {
      for (Revision row : rows) {
        int change = Integer.parseInt(row.key().name());
        byte[] json = row.object().json();
        if (!bytes.compareAndSet(change, null, json) && bytes.get(change) != json) {
          otherCopies.increment();
        }
        if (received.incrementAndGet(change) == WATCHERS) {
          lastNanos[change] = System.nanoTime();
          complete.countDown();
        }
      }
    }

    @Override
    public void onProgress(long revision) {
      // What a bookmark says is not a change.
    }

    @Override
    public void onClosed(String reason) {
      // A watcher that was closed misses its changes: the wait for them says so.
    }
  }
}
