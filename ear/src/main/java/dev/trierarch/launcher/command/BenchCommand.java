package dev.trierarch.launcher.command;

import static java.util.stream.Collectors.joining;

import dev.trierarch.bench.ApiLoad;
import dev.trierarch.bench.Benchmarks;
import dev.trierarch.bench.Report;
import dev.trierarch.bench.RobustnessOptions;
import dev.trierarch.bench.StoreLoad;
import dev.trierarch.launcher.Home;
import dev.trierarch.launcher.Workbench;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code bench}: measures the system and prints a table. */
@Command(
    name = "bench",
    description = {
      "Measures the system and prints a table: figures, and the aim beside each.",
      "  bench system   start, pods, requests, memory, processor (the default)",
      "  bench store    synced writes to the store, beside etcd where there is one",
      "  bench api      reads, writes and watches over TLS",
      "  bench robustness  no figures: whether the store keeps its promises while its",
      "                 processes are killed and its connections cut",
      "Drives the cluster that runs. Where none runs, it starts its own in a temporary",
      "directory and removes it afterwards. The store is always one of its own."
    },
    mixinStandardHelpOptions = true)
public final class BenchCommand implements Callable<Integer> {

  /** What is measured. */
  enum What {
    system,
    store,
    api,
    robustness
  }

  /** What is under the store. */
  enum Database {
    sqlite,
    postgresql
  }

  private static final int MINUTES = 5;

  @Mixin private HomeOption home;
  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "system|store|api|robustness",
      arity = "0..1",
      defaultValue = "system",
      description = "What is measured (default: ${DEFAULT-VALUE})")
  private What what;

  @Option(
      names = "--json",
      paramLabel = "FILE",
      description = "Where the same is written as JSON (default: DIR/bench/WHAT.json)")
  private Path json;

  @Option(
      names = "--cri-socket",
      paramLabel = "PATH",
      description = "Socket of the container runtime to measure (default: the usual places)")
  private String criSocket;

  @Option(
      names = "--only",
      paramLabel = "LOAD",
      split = ",",
      description = {
        "Only these loads (default: all)",
        "  of bench api: get, list, label, update, patch, apply, create, watches",
        "  of bench store: sqlite, postgresql, watches, compaction, sizes"
      })
  private List<String> only = List.of();

  @Option(
      names = "--minutes",
      paramLabel = "N",
      description = "robustness: how long (default: " + MINUTES + ")")
  private Integer minutes;

  @Option(
      names = "--seed",
      paramLabel = "NUMBER",
      description = "robustness: repeats the faults and requests of a run (default: a new one)")
  private Long seed;

  @Option(
      names = "--database",
      paramLabel = "sqlite|postgresql",
      description = "robustness: the database under the store (default: sqlite)")
  private Database database;

  @Override
  public Integer call() {
    requireOwners("--only", !only.isEmpty(), What.api, What.store);
    requireOwners("--cri-socket", criSocket != null, What.system);
    requireOwners("--minutes", minutes != null, What.robustness);
    requireOwners("--seed", seed != null, What.robustness);
    requireOwners("--database", database != null, What.robustness);
    Home directory = home.home();
    Progress progress = Progress.on(spec.commandLine().getOut());
    Benchmarks benchmarks = new Benchmarks(Workbench.of(directory), progress::step);
    Report report =
        switch (what) {
          case system -> benchmarks.system(criSocket);
          case store -> benchmarks.store(loads(StoreLoad.class));
          case api -> benchmarks.api(loads(ApiLoad.class));
          case robustness -> benchmarks.robustness(robustness());
        };
    progress.say("");
    progress.say(report.text());
    Path file = json != null ? json : directory.directory().resolve("bench/" + what + ".json");
    report.write(file);
    progress.say("The same as JSON: " + file);
    return 0;
  }

  private void requireOwners(String option, boolean isGiven, What... owners) {
    if (isGiven && !List.of(owners).contains(what)) {
      String names = Stream.of(owners).map(each -> "bench " + each).collect(joining(" and "));
      throw wrong(option + " is an option of " + names + ", not of bench " + what);
    }
  }

  /** Those that were named, or all. */
  private <E extends Enum<E>> Set<E> loads(Class<E> type) {
    Set<E> loads = EnumSet.allOf(type);
    List<String> names = loads.stream().map(Enum::name).toList();
    for (String name : only) {
      if (!names.contains(name)) {
        throw wrong(
            "--only: bench "
                + what
                + " has no load '"
                + name
                + "', but "
                + String.join(", ", names));
      }
    }
    loads.removeIf(load -> !only.isEmpty() && !only.contains(load.name()));
    return loads;
  }

  private RobustnessOptions robustness() {
    int wanted = minutes == null ? MINUTES : minutes;
    if (wanted < 1) {
      throw wrong("--minutes: " + wanted + ": must be a whole number above 0, e.g. " + MINUTES);
    }
    return new RobustnessOptions(
        (database == null ? Database.sqlite : database).name(),
        wanted,
        seed == null ? System.nanoTime() : seed);
  }

  private ParameterException wrong(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
