package dev.trierarch.launcher.command;

import dev.trierarch.bench.ApiLoad;
import dev.trierarch.bench.Benchmarks;
import dev.trierarch.bench.Report;
import dev.trierarch.launcher.Home;
import dev.trierarch.launcher.Workbench;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.Callable;
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
      "Drives the cluster that runs. Where none runs, it starts its own in a temporary",
      "directory and removes it afterwards. The store is always one of its own."
    },
    mixinStandardHelpOptions = true)
public final class BenchCommand implements Callable<Integer> {

  /** What is measured. */
  enum What {
    system,
    store,
    api
  }

  @Mixin private HomeOption home;
  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "system|store|api",
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
}
