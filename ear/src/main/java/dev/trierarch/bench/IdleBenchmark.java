package dev.trierarch.bench;

import java.time.Duration;
import java.util.List;

/** What the processes take while nobody asks anything of them. */
final class IdleBenchmark {

  private static final Duration SETTLE = Duration.ofSeconds(10);
  private static final Duration MEASURED = Duration.ofSeconds(20);
  private static final double CPU_AIM_PERCENT = 3;
  private static final double CONTROL_PLANE_AIM_MIB = 400;
  private static final double AGENT_AIM_MIB = 128;

  private final BenchCluster cluster;

  IdleBenchmark(BenchCluster cluster) {
    this.cluster = cluster;
  }

  List<Row> controlPlane() {
    return rows(cluster.controlPlane(), "control plane", CONTROL_PLANE_AIM_MIB);
  }

  List<Row> agent(String runtime) {
    return rows(cluster.agent(), "agent (" + runtime + ")", AGENT_AIM_MIB);
  }

  static Row afterLoad(BenchCluster cluster) {
    return Row.value(
        "RSS of the control plane after the load",
        cluster.controlPlane().residentMebibytes(),
        "MiB",
        1);
  }

  private static List<Row> rows(ProcessMeter process, String what, double memoryAimMib) {
    ProcessMeter.leaveAlone(SETTLE);
    double before = process.cpuSeconds();
    long startNanos = System.nanoTime();
    ProcessMeter.leaveAlone(MEASURED);
    double seconds = (System.nanoTime() - startNanos) / 1e9;
    double percent = 100 * (process.cpuSeconds() - before) / seconds;
    return List.of(
        Row.value("RSS of the " + what + ", idle", process.residentMebibytes(), "MiB", 1)
            .withAim(Aim.valueAtMost(memoryAimMib)),
        Row.value("CPU of the " + what + ", idle", percent, "% of a core", 1)
            .withAim(Aim.valueAtMost(CPU_AIM_PERCENT)));
  }
}
