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
import java.util.TreeMap;

/**
 * Synced writes of 2 KB from 1, 64 and 500 writers: the store on SQLite and on PostgreSQL, and
 * etcd, in turn.
 */
final class StoreWrites {

  private static final Duration WARM_UP = Duration.ofSeconds(4);
  private static final Duration RUN = Duration.ofSeconds(4);
  private static final int RUNS = 3;
  private static final int WARM_UP_WRITERS = 64;
  private static final List<Integer> WRITERS = List.of(1, 64, 500);
  private static final String HOW_ETCD_WAS_MEASURED =
      "the same loop and values by transactions over gRPC, 8 connections, no TLS: its figure has a"
          + " network hop in it that the store's has not";

  private final Path directory;
  private final String etcdProgram;
  private final List<Contender> contenders = new ArrayList<>();
  private String etcd = "";

  /**
   * Whoever is measured.
   *
   * @param timesEtcd how many times etcd's rate its own should be at least, by number of writers
   */
  private record Contender(
      String name, StoreBenchmark benchmark, Map<Integer, Double> timesEtcd, String note) {

    StoreBenchmark.Result run(int writers, Duration time) {
      return Runs.writes(benchmark, writers, time);
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
      add("SQLite", sqlite, Map.of(1, 1.0, 64, 3.0, 500, 3.0));
      if (PostgresqlServer.binaries().isEmpty()) {
        steps.step("PostgreSQL", () -> List.of(Row.leftOut("on PostgreSQL", "none is installed")));
        measureBesideEtcd(steps);
        return;
      }
      try (PostgresqlServer server = PostgresqlServer.start();
          StandaloneStore postgresql = Stores.open(server)) {
        add("PostgreSQL " + PostgresqlServer.version(), postgresql, Map.of(64, 2.0));
        measureBesideEtcd(steps);
      }
    }
  }

  private void add(String name, StandaloneStore opened, Map<Integer, Double> timesEtcd) {
    StoreBenchmark benchmark = new StoreBenchmark(opened.store(), Stores.OBJECT_BYTES);
    contenders.add(new Contender(name, benchmark, timesEtcd, ""));
  }

  private void measureBesideEtcd(StepLines steps) throws Exception {
    if (etcdProgram.isEmpty()) {
      steps.step("etcd", () -> List.of(Row.leftOut("etcd beside it", "no etcd on the PATH")));
      measureAll(steps);
      return;
    }
    etcd = "etcd " + EtcdServer.version(etcdProgram);
    try (EtcdServer server = EtcdServer.start(etcdProgram, directory.resolve("etcd"));
        EtcdTarget target = new EtcdTarget(server.port())) {
      StoreBenchmark benchmark = new StoreBenchmark(target, Stores.OBJECT_BYTES);
      contenders.add(new Contender(etcd, benchmark, Map.of(), HOW_ETCD_WAS_MEASURED));
      measureAll(steps);
    }
  }

  private void measureAll(StepLines steps) {
    steps.step("warm-up", this::warmUp);
    for (int writers : WRITERS) {
      steps.step(title(writers), () -> inTurn(writers));
    }
  }

  private List<Row> warmUp() {
    contenders.forEach(each -> each.run(WARM_UP_WRITERS, WARM_UP));
    return List.of();
  }

  /** One after the other, several times, so that what else the machine does meets all. */
  private List<Row> inTurn(int writers) {
    Map<String, List<StoreBenchmark.Result>> results = new TreeMap<>();
    for (int run = 0; run < RUNS; run++) {
      for (Contender each : contenders) {
        results.computeIfAbsent(each.name, name -> new ArrayList<>()).add(each.run(writers, RUN));
      }
    }
    List<Row> rows = new ArrayList<>();
    for (Contender each : contenders) {
      String what = "write 2 KB, " + each.name + ", " + title(writers);
      rows.add(Runs.row(what, middle(results.get(each.name))).withNote(each.note));
    }
    if (!etcd.isEmpty()) {
      rows.addAll(timesEtcd(writers, results));
    }
    return rows;
  }

  private List<Row> timesEtcd(int writers, Map<String, List<StoreBenchmark.Result>> results) {
    double theirs = middle(results.get(etcd)).writesPerSecond();
    List<Row> rows = new ArrayList<>();
    for (Contender each : contenders) {
      Double aim = each.timesEtcd.get(writers);
      if (aim != null) {
        double ratio = middle(results.get(each.name)).writesPerSecond() / theirs;
        String what = each.name + " to " + etcd + ", " + title(writers);
        rows.add(Row.value(what, ratio, "times", RUNS).withAim(Aim.valueAtLeast(aim)));
      }
    }
    return rows;
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
