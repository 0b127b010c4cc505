package dev.trierarch.bench.store;

import dev.trierarch.bench.Row;
import dev.trierarch.bench.StepLines;
import dev.trierarch.store.bench.StoreBenchmark;
import dev.trierarch.store.jpa.StandaloneStore;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** What writers notice of a compaction: the same writes without one and beside one. */
final class StoreCompaction {

  private static final int WRITERS = 64;
  private static final Duration RUN = Duration.ofSeconds(4);

  private final Path directory;

  StoreCompaction(Path directory) {
    this.directory = directory;
  }

  void measure(StepLines steps) throws IOException {
    try (StandaloneStore opened = Stores.open(directory)) {
      steps.step("compaction", () -> rows(opened));
    }
  }

  private static List<Row> rows(StandaloneStore opened) {
    StoreBenchmark benchmark = new StoreBenchmark(opened.store(), Stores.OBJECT_BYTES);
    Runs.writes(benchmark, WRITERS, RUN);
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
            .withNote(compacted + " rows were compacted meanwhile"));
  }
}
