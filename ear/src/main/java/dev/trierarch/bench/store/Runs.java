package dev.trierarch.bench.store;

import dev.trierarch.bench.Row;
import dev.trierarch.store.bench.StoreBenchmark;
import java.time.Duration;
import java.util.concurrent.ExecutionException;

/** Runs a benchmark's writes and shows what came of them. */
final class Runs {

  private Runs() {}

  static StoreBenchmark.Result writes(StoreBenchmark target, int writers, Duration time) {
    try {
      return target.writes(writers, time);
    } catch (ExecutionException e) {
      throw new IllegalStateException("a write failed", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  static Row row(String what, StoreBenchmark.Result result) {
    return new Row(
        what,
        result.writesPerSecond(),
        "writes/s",
        result.p50Millis(),
        result.p99Millis(),
        result.writes(),
        null,
        "");
  }
}
