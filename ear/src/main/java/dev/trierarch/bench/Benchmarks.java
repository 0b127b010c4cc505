package dev.trierarch.bench;

import dev.trierarch.launcher.Instance;
import dev.trierarch.launcher.Workbench;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** The benchmarks, each on the cluster that runs or, where none runs, on one of its own. */
public final class Benchmarks {

  private final Workbench workbench;
  private final Steps steps;

  public Benchmarks(Workbench workbench, Steps steps) {
    this.workbench = workbench;
    this.steps = steps;
  }

  /**
   * @param criSocket null takes the usual places
   */
  public Report system(String criSocket) {
    SystemBenchmark benchmark = new SystemBenchmark(steps, criSocket);
    return report(() -> isRunning() ? benchmark.ofRunning(workbench) : benchmark.ofOwn());
  }

  /**
   * @param loads what is measured
   */
  public Report api(Set<ApiLoad> loads) {
    ApiBenchmark benchmark = new ApiBenchmark(steps, loads);
    return report(() -> isRunning() ? benchmark.ofRunning(workbench) : benchmark.ofOwn());
  }

  /**
   * @param loads what is measured
   */
  public Report store(Set<StoreLoad> loads) {
    return report(StoreBenchmarks.speed(workbench.distribution(), steps, loads)::rows);
  }

  public Report robustness(RobustnessOptions options) {
    Path histories = workbench.home().directory().resolve("bench");
    return report(
        StoreBenchmarks.robustness(workbench.distribution(), steps, histories, options)::rows);
  }

  /** The machine's load is looked at before the benchmark makes its own. */
  private Report report(Supplier<List<Row>> rows) {
    Map<String, String> machine =
        MachineFacts.of(
            isRunning()
                ? workbench.home().directory()
                : Path.of(System.getProperty("java.io.tmpdir")));
    return new Report(machine, rows.get());
  }

  private boolean isRunning() {
    Optional<Instance> instance = Instance.read(workbench.home());
    return instance.isPresent()
        && workbench.controlPlane().daemon().isRunning()
        && workbench.client(instance.get()).isReady();
  }
}
