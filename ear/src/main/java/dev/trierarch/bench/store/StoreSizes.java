package dev.trierarch.bench.store;

import dev.trierarch.bench.Aim;
import dev.trierarch.bench.Latencies;
import dev.trierarch.bench.Row;
import dev.trierarch.bench.StepLines;
import dev.trierarch.store.Change;
import dev.trierarch.store.ObjectKey;
import dev.trierarch.store.Origin;
import dev.trierarch.store.Store;
import dev.trierarch.store.StoredObject;
import dev.trierarch.store.bench.StoreBenchmark;
import dev.trierarch.store.jpa.StandaloneStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What the number of objects costs: at a write, at opening, and in memory. */
final class StoreSizes {

  private static final List<Integer> SIZES = List.of(1000, 10_000, 100_000, 200_000);
  private static final int BATCH = 500;
  private static final int WRITERS = 64;
  private static final Duration RUN = Duration.ofSeconds(3);
  private static final int OPENINGS = 3;
  private static final double OPEN_AIM_SECONDS = 5;
  private static final double MEMORY_AIM_TIMES = 2;
  private static final Origin ORIGIN = new Origin("benchmark", "trierarch-bench", 0);

  private final Path directory;

  StoreSizes(Path directory) {
    this.directory = directory;
  }

  void measure(StepLines steps) throws IOException {
    try (StandaloneStore opened = Stores.open(directory)) {
      int objects = 0;
      for (int size : SIZES) {
        int from = objects;
        steps.step(size + " objects", () -> List.of(writesAt(opened.store(), from, size)));
        objects = size;
      }
    }
    steps.step("opening", this::opening);
  }

  private static Row writesAt(Store store, int from, int size) {
    fill(store, from, size);
    StoreBenchmark benchmark = new StoreBenchmark(store, Stores.OBJECT_BYTES);
    return Runs.row(
        "write 2 KB into " + size + " objects, SQLite, " + WRITERS + " writers",
        Runs.writes(benchmark, WRITERS, RUN));
  }

  private static void fill(Store store, int from, int to) {
    for (int first = from; first < to; first += BATCH) {
      List<Change> changes = new ArrayList<>();
      for (int i = first; i < Math.min(to, first + BATCH); i++) {
        ObjectKey key = new ObjectKey("configmaps", "filling", "object-" + i);
        changes.add(Change.create(key, StoreBenchmark.document(key, Stores.OBJECT_BYTES)));
      }
      store.write(changes, ORIGIN);
    }
  }

  private List<Row> opening() {
    double[] seconds = new double[OPENINGS];
    double[] times = new double[OPENINGS];
    int objects = 0;
    for (int i = 0; i < OPENINGS; i++) {
      long before = heapBytes();
      long startNanos = System.nanoTime();
      try (StandaloneStore opened = Stores.open(directory)) {
        seconds[i] = (System.nanoTime() - startNanos) / 1e9;
        long jsonBytes =
            opened
                .store()
                .image()
                .list("configmaps")
                .map(StoredObject::json)
                .mapToLong(j -> j.length)
                .sum();
        times[i] = (heapBytes() - before) / (double) jsonBytes;
        objects = opened.store().image().count("configmaps");
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    String what = objects + " objects of 2 KB";
    return List.of(
        Row.value("open a store of " + what, Latencies.median(seconds), "s", OPENINGS)
            .withAim(Aim.valueAtMost(OPEN_AIM_SECONDS)),
        Row.value("heap of " + what, Latencies.median(times), "times their JSON", OPENINGS)
            .withAim(Aim.valueAtMost(MEMORY_AIM_TIMES)));
  }

  /** What is in use after a full collection. */
  private static long heapBytes() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }
}
