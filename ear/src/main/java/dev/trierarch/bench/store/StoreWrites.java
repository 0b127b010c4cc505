package dev.trierarch.bench.store;

import dev.trierarch.bench.Aim;
import dev.trierarch.bench.Row;
import dev.trierarch.bench.StepLines;
import dev.trierarch.store.bench.PostgresqlServer;
import dev.trierarch.store.bench.StoreBenchmark;
import dev.trierarch.store.jpa.StandaloneStore;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Synced writes of 2 KB: the store on SQLite and then on PostgreSQL, each in turn with etcd, so
 * that what one leaves to be done in the background does not meet another.
 */
final class StoreWrites {

  private static final Duration WARM_UP = Duration.ofSeconds(4);
  private static final Duration RUN = Duration.ofSeconds(4);
  private static final int RUNS = 3;
  private static final int WARM_UP_WRITERS = 64;
  private static final String HOW_ETCD_WAS_MEASURED =
      "the same loop and values by transactions over gRPC, 8 connections, no TLS: its figure has a"
          + " network hop in it that the store's has not";

  private final Path directory;
  private final String etcdProgram;

  /**
   * Whoever is measured.
   *
   * @param timesEtcd how many times etcd's rate its own should be at least, by number of writers
   */
  private record Contender(
      String name, StoreBenchmark benchmark, SortedMap<Integer, Double> timesEtcd) {

    static Contender of(String name, StandaloneStore opened, Map<Integer, Double> timesEtcd) {
      StoreBenchmark benchmark = new StoreBenchmark(opened.store(), Stores.OBJECT_BYTES);
      return new Contender(name, benchmark, new TreeMap<>(timesEtcd));
    }

    Row row(int writers, StoreBenchmark.Result result) {
      return Runs.row("write 2 KB, " + name + ", " + title(writers), result);
    }
  }

  /**
   * @param etcdProgram empty when there is none
   */
  StoreWrites(Path directory, String etcdProgram) {
    this.directory = directory;
    this.etcdProgram = etcdProgram;
  }

  void measureSqlite(StepLines steps) throws Exception {
    try (StandaloneStore sqlite = Stores.open(directory.resolve("sqlite"))) {
      measure(steps, Contender.of("SQLite", sqlite, Map.of(1, 1.0, 64, 3.0, 500, 3.0)));
    }
  }

  void measurePostgresql(StepLines steps) throws Exception {
    if (PostgresqlServer.binaries().isEmpty()) {
      steps.step("PostgreSQL", () -> List.of(Row.leftOut("on PostgreSQL", "none is installed")));
      return;
    }
    try (PostgresqlServer server = PostgresqlServer.start();
        StandaloneStore postgresql = Stores.open(server)) {
      String name = "PostgreSQL " + PostgresqlServer.version();
      measure(steps, Contender.of(name, postgresql, Map.of(64, 2.0)));
    }
  }

  private void measure(StepLines steps, Contender ours) throws Exception {
    if (etcdProgram.isEmpty()) {
      String what = "etcd beside " + ours.name;
      steps.step("etcd", () -> List.of(Row.leftOut(what, "no etcd on the PATH")));
      measure(steps, ours, List.of(ours));
      return;
    }
    try (EtcdServer server = EtcdServer.start(etcdProgram, directory.resolve("etcd-" + ours.name));
        EtcdTarget target = new EtcdTarget(server.port())) {
      StoreBenchmark benchmark = new StoreBenchmark(target, Stores.OBJECT_BYTES);
      String name = "etcd " + EtcdServer.version(etcdProgram);
      measure(steps, ours, List.of(ours, new Contender(name, benchmark, new TreeMap<>())));
    }
  }

  private static void measure(StepLines steps, Contender ours, List<Contender> all) {
    steps.step("warm-up, " + ours.name, () -> warmUp(all));
    for (int writers : ours.timesEtcd.keySet()) {
      steps.step(
          ours.name + ", " + title(writers),
          () -> all.size() == 1 ? alone(writers, ours) : beside(writers, ours, all.get(1)));
    }
  }

  private static List<Row> warmUp(List<Contender> all) {
    all.forEach(each -> Runs.writes(each.benchmark, WARM_UP_WRITERS, WARM_UP));
    return List.of();
  }

  private static List<Row> alone(int writers, Contender ours) {
    List<StoreBenchmark.Result> own = new ArrayList<>();
    for (int run = 0; run < RUNS; run++) {
      own.add(Runs.writes(ours.benchmark, writers, RUN));
    }
    return List.of(ours.row(writers, middle(own)));
  }

  /** Ours and theirs in turn, so that what else the machine does meets both. */
  private static List<Row> beside(int writers, Contender ours, Contender etcd) {
    List<StoreBenchmark.Result> own = new ArrayList<>();
    List<StoreBenchmark.Result> theirs = new ArrayList<>();
    for (int run = 0; run < RUNS; run++) {
      own.add(Runs.writes(ours.benchmark, writers, RUN));
      theirs.add(Runs.writes(etcd.benchmark, writers, RUN));
    }
    double ratio = middle(own).writesPerSecond() / middle(theirs).writesPerSecond();
    String what = ours.name + " to " + etcd.name + ", " + title(writers);
    return List.of(
        ours.row(writers, middle(own)),
        etcd.row(writers, middle(theirs)).withNote(HOW_ETCD_WAS_MEASURED),
        Row.value(what, ratio, "times", RUNS)
            .withAim(Aim.valueAtLeast(ours.timesEtcd.get(writers))));
  }

  private static String title(int writers) {
    return writers + (writers == 1 ? " writer" : " writers");
  }

  private static StoreBenchmark.Result middle(List<StoreBenchmark.Result> results) {
    return results.stream()
        .sorted(Comparator.comparingDouble(StoreBenchmark.Result::writesPerSecond))
        .toList()
        .get(results.size() / 2);
  }
}
