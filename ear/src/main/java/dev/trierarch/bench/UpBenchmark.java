package dev.trierarch.bench;

import dev.trierarch.launcher.Problem;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How long {@code ./trierarch up} takes, from the command to its milestones, in a fresh directory.
 */
final class UpBenchmark {

  private static final int RUNS = 3;
  private static final double AIM_SECONDS = 15;
  private static final String READY = "node-1";
  private static final String ANSWERING = "hello answers";

  List<Row> rows() {
    double[] ready = new double[RUNS];
    double[] answering = new double[RUNS];
    for (int run = 0; run < RUNS; run++) {
      Map<String, Double> seconds = run();
      ready[run] = seconds.get(READY);
      answering[run] = seconds.get(ANSWERING);
    }
    return List.of(
        row("up (built, fresh directory) to Node Ready", ready),
        row("up (built, fresh directory) to hello answering", answering));
  }

  private static Row row(String name, double[] seconds) {
    return Row.value(name, Latencies.median(seconds), "s", RUNS)
        .withAim(Aim.valueAtMost(AIM_SECONDS));
  }

  /** From a step's title to the seconds from the command to the line that reports its end. */
  private static Map<String, Double> run() {
    Map<String, Double> seconds = new TreeMap<>();
    try (BenchCluster cluster = BenchCluster.inTemporaryDirectory()) {
      long start = System.nanoTime();
      cluster.up(
          List.of(),
          line -> {
            for (String step : List.of(READY, ANSWERING)) {
              if (line.startsWith("  + " + step + " ")) {
                seconds.put(step, (System.nanoTime() - start) / 1e9);
              }
            }
          });
    }
    if (seconds.size() < 2) {
      throw new Problem(
          "./trierarch up reported only " + seconds.keySet() + ".",
          "Run it by itself: ./trierarch up --data DIR.");
    }
    return seconds;
  }
}
