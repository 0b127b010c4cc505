package dev.trierarch.bench.store;

import dev.trierarch.bench.Aim;
import dev.trierarch.bench.Row;
import dev.trierarch.bench.StepLines;
import dev.trierarch.store.bench.StoreBenchmark;
import dev.trierarch.store.jpa.StandaloneStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** What writers notice of a compaction: the same writes without one and beside one. */
final class StoreCompaction {

  private static final int WRITERS = 64;
  private static final Duration WARM_UP = Duration.ofSeconds(8);
  private static final Duration RUN = Duration.ofSeconds(4);
  private static final double TIMES_ALONE_MIN = 0.7;
  private static final double TIMES_FILE_MAX = 0.25;

  private final Path directory;

  StoreCompaction(Path directory) {
    this.directory = directory;
  }

  void measure(StepLines steps) {
    steps.step("compaction", this::rows);
  }

  private List<Row> rows() {
    List<Row> rows = new ArrayList<>();
    long bytesBefore;
    try (StandaloneStore opened = Stores.open(directory)) {
      rows.addAll(besideWriters(opened));
      bytesBefore = Stores.bytesOnDisk(directory);
      opened.compactTo(opened.store().image().revision());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    double left = Stores.bytesOnDisk(directory) / (double) bytesBefore;
    rows.add(
        Row.value("file after a compaction of everything", left, "times before", 1)
            .withAim(Aim.valueAtMost(TIMES_FILE_MAX)));
    return rows;
  }

  private static List<Row> besideWriters(StandaloneStore opened) {
    StoreBenchmark benchmark = new StoreBenchmark(opened.store(), Stores.OBJECT_BYTES);
    Runs.writes(benchmark, WRITERS, WARM_UP);
    StoreBenchmark.Result alone = Runs.writes(benchmark, WRITERS, RUN);
    long head = opened.store().image().revision();
    long before = opened.store().oldestRevision();
    CompletableFuture<Void> compaction = CompletableFuture.runAsync(() -> opened.compactTo(head));
    StoreBenchmark.Result beside = Runs.writes(benchmark, WRITERS, RUN);
    long compacted = opened.store().oldestRevision() - before;
    compaction.join();
    String what = "write 2 KB, SQLite, " + WRITERS + " writers, ";
    return List.of(
        Runs.row(what + "no compaction", alone),
        Runs.row(what + "beside a compaction", beside)
            .withNote(compacted + " rows were compacted meanwhile"),
        Row.value("beside a compaction to none", ratio(beside, alone), "times", 1)
            .withAim(Aim.valueAtLeast(TIMES_ALONE_MIN)));
  }

  private static double ratio(StoreBenchmark.Result one, StoreBenchmark.Result other) {
    return one.writesPerSecond() / other.writesPerSecond();
  }
}
