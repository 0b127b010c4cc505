package dev.trierarch.bench.store;

import dev.trierarch.bench.Aim;
import dev.trierarch.bench.Row;
import dev.trierarch.bench.StepLines;
import dev.trierarch.store.bench.StoreBenchmark;
import dev.trierarch.store.jpa.StandaloneStore;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ExecutionException;

/** Synced writes of 2 KB from 1, 64 and 500 writers: the store on SQLite, and etcd. */
final class StoreWrites {

  private static final Duration WARM_UP = Duration.ofSeconds(4);
  private static final Duration RUN = Duration.ofSeconds(4);
  private static final int RUNS = 3;
  private static final int WARM_UP_WRITERS = 64;
  private static final String HOW_ETCD_WAS_MEASURED =
      "the same loop and values by transactions over gRPC, 8 connections, no TLS: its figure has a"
          + " network hop in it that the store's has not";

  private static final List<Case> CASES =
      List.of(new Case(1, 1), new Case(64, 3), new Case(500, 3));

  private final Path directory;
  private final String etcdProgram;

  /**
   * @param timesEtcd how many times etcd's rate ours should be at least
   */
  private record Case(int writers, double timesEtcd) {
    String title() {
      return writers + (writers == 1 ? " writer" : " writers");
    }
  }

  /**
   * @param etcdProgram empty when there is none
   */
  StoreWrites(Path directory, String etcdProgram) {
    this.directory = directory;
    this.etcdProgram = etcdProgram;
  }

  void measure(StepLines steps) throws Exception {
    try (StandaloneStore sqlite = Stores.open(directory.resolve("sqlite"))) {
      StoreBenchmark ours = new StoreBenchmark(sqlite.store(), Stores.OBJECT_BYTES);
      if (etcdProgram.isEmpty()) {
        steps.step("warm-up", () -> warmUp(List.of(ours)));
        for (Case each : CASES) {
          steps.step(each.title(), () -> alone(each, ours));
        }
        steps.step("etcd", () -> List.of(Row.leftOut("etcd beside it", "no etcd on the PATH")));
        return;
      }
      String version = "etcd " + EtcdServer.version(etcdProgram);
      try (EtcdServer server = EtcdServer.start(etcdProgram, directory.resolve("etcd"));
          EtcdTarget target = new EtcdTarget(server.port())) {
        StoreBenchmark theirs = new StoreBenchmark(target, Stores.OBJECT_BYTES);
        steps.step("warm-up", () -> warmUp(List.of(ours, theirs)));
        for (Case each : CASES) {
          steps.step(each.title(), () -> beside(each, ours, theirs, version));
        }
      }
    }
  }

  private static List<Row> warmUp(List<StoreBenchmark> targets) {
    targets.forEach(target -> writes(target, WARM_UP_WRITERS, WARM_UP));
    return List.of();
  }

  /** Ours and theirs in turn, so that what else the machine does meets both. */
  private static List<Row> beside(
      Case each, StoreBenchmark ours, StoreBenchmark theirs, String version) {
    List<StoreBenchmark.Result> own = new ArrayList<>();
    List<StoreBenchmark.Result> etcd = new ArrayList<>();
    for (int run = 0; run < RUNS; run++) {
      own.add(writes(ours, each.writers, RUN));
      etcd.add(writes(theirs, each.writers, RUN));
    }
    double ratio = middle(own).writesPerSecond() / middle(etcd).writesPerSecond();
    return List.of(
        row("SQLite", each, middle(own)),
        row(version, each, middle(etcd)).withNote(HOW_ETCD_WAS_MEASURED),
        Row.value("SQLite to " + version + ", " + each.title(), ratio, "times", RUNS)
            .withAim(Aim.valueAtLeast(each.timesEtcd)));
  }

  private static List<Row> alone(Case each, StoreBenchmark ours) {
    List<StoreBenchmark.Result> own = new ArrayList<>();
    for (int run = 0; run < RUNS; run++) {
      own.add(writes(ours, each.writers, RUN));
    }
    return List.of(row("SQLite", each, middle(own)));
  }

  private static StoreBenchmark.Result writes(StoreBenchmark target, int writers, Duration time) {
    try {
      return target.writes(writers, time);
    } catch (ExecutionException e) {
      throw new IllegalStateException("a write failed", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static StoreBenchmark.Result middle(List<StoreBenchmark.Result> results) {
    return results.stream()
        .sorted(Comparator.comparingDouble(StoreBenchmark.Result::writesPerSecond))
        .toList()
        .get(results.size() / 2);
  }

  private static Row row(String what, Case each, StoreBenchmark.Result result) {
    return new Row(
        "write 2 KB, " + what + ", " + each.title(),
        result.writesPerSecond(),
        "writes/s",
        result.p50Millis(),
        result.p99Millis(),
        result.writes(),
        null,
        "");
  }
}
