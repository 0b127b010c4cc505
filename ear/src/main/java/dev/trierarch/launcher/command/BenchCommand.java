package dev.trierarch.launcher.command;

import dev.trierarch.bench.ApiLoad;
import dev.trierarch.bench.Benchmarks;
import dev.trierarch.bench.Report;
import dev.trierarch.bench.RobustnessOptions;
import dev.trierarch.launcher.Home;
import dev.trierarch.launcher.Workbench;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine;
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
      description = "Of bench api, only these: ${COMPLETION-CANDIDATES} (default: all)")
  private Set<ApiLoad> only = EnumSet.noneOf(ApiLoad.class);

  @Option(
      names = "--minutes",
      paramLabel = "N",
      defaultValue = "5",
      description = "robustness: how long (default: ${DEFAULT-VALUE})")
  private int minutes;

  @Option(
      names = "--seed",
      paramLabel = "NUMBER",
      description = "robustness: repeats the faults and requests of a run (default: a new one)")
  private Long seed;

  @Option(
      names = "--database",
      paramLabel = "sqlite|postgresql",
      defaultValue = "sqlite",
      description = "robustness: the database under the store (default: ${DEFAULT-VALUE})")
  private Database database;

  @Override
  public Integer call() {
    requireApiFor(only);
    Home directory = home.home();
    Progress progress = Progress.on(spec.commandLine().getOut());
    Benchmarks benchmarks = new Benchmarks(Workbench.of(directory), progress::step);
    Report report =
        switch (what) {
          case system -> benchmarks.system(criSocket);
          case store -> benchmarks.store();
          case api -> benchmarks.api(only.isEmpty() ? EnumSet.allOf(ApiLoad.class) : only);
          case robustness -> benchmarks.robustness(robustness());
        };
    progress.say("");
    progress.say(report.text());
    Path file = json != null ? json : directory.directory().resolve("bench/" + what + ".json");
    report.write(file);
    progress.say("The same as JSON: " + file);
    return 0;
  }

  private void requireApiFor(Set<ApiLoad> loads) {
    if (!loads.isEmpty() && what != What.api) {
      throw new ParameterException(
          spec.commandLine(), "--only chooses among the loads of bench api, not of bench " + what);
    }
  }

  private RobustnessOptions robustness() {
    if (minutes < 1) {
      throw new CommandLine.ParameterException(
          spec.commandLine(), "--minutes: must be a whole number above 0, e.g. 5");
    }
    return new RobustnessOptions(database.name(), minutes, seed == null ? System.nanoTime() : seed);
  }
}
