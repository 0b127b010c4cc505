package dev.trierarch.bench;

import dev.trierarch.launcher.Distribution;
import dev.trierarch.launcher.Problem;
import dev.trierarch.launcher.Trees;
import dev.trierarch.launcher.process.Machine;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The store without server and API around it: its speed, and its robustness. Runs in a process of
 * its own, whose heap and end are not the launcher's.
 */
final class StoreBenchmarks {

  private static final String SPEED = "dev.trierarch.bench.store.StoreBenchmarkProcess";
  private static final String ROBUSTNESS = "dev.trierarch.bench.robustness.RobustnessProcess";
  private static final String HEAP = "-Xmx3g";

  private final Distribution distribution;
  private final RowSteps steps;
  private final String main;
  private final List<String> arguments;

  /**
   * @param main the main class of the process
   * @param arguments what it is given besides the directory that it writes to
   */
  private StoreBenchmarks(
      Distribution distribution, Steps steps, String main, List<String> arguments) {
    this.distribution = distribution;
    this.steps = new RowSteps(steps);
    this.main = main;
    this.arguments = arguments;
  }

  /**
   * How fast it is, beside etcd.
   *
   * @param loads what is measured
   */
  static StoreBenchmarks speed(Distribution distribution, Steps steps, Set<StoreLoad> loads) {
    String names = loads.stream().map(StoreLoad::name).collect(Collectors.joining(","));
    String etcd = Machine.program("etcd").map(Path::toString).orElse("");
    return new StoreBenchmarks(distribution, steps, SPEED, List.of(etcd, names));
  }

  /**
   * Whether it keeps its promises while its processes and connections are lost.
   *
   * @param histories where what was seen is written when it breaks one
   */
  static StoreBenchmarks robustness(
      Distribution distribution, Steps steps, Path histories, RobustnessOptions options) {
    return new StoreBenchmarks(
        distribution,
        steps,
        ROBUSTNESS,
        List.of(
            histories.toAbsolutePath().toString(),
            options.database(),
            Integer.toString(options.minutes()),
            Long.toString(options.seed())));
  }

  List<Row> rows() {
    try {
      Path directory = Files.createTempDirectory("trierarch-bench-store");
      try {
        measure(directory);
      } finally {
        Trees.delete(directory);
      }
      return steps.rows();
    } catch (IOException e) {
      throw new Problem(
          "The store benchmark broke off: " + e.getMessage(), "Check the space left.", e);
    }
  }

  private void measure(Path directory) throws IOException {
    Path log = directory.resolve("stderr.log");
    Process process = new ProcessBuilder(command(directory)).redirectError(log.toFile()).start();
    try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        steps.reported(StepLines.title(line), () -> StepLines.result(next(lines, log)));
      }
      if (process.waitFor() != 0) {
        throw ended(log);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Problem("Interrupted.", "Run the benchmark again.", e);
    } finally {
      // It ends its etcd itself when it is asked to end.
      process.destroy();
    }
  }

  private static String next(BufferedReader lines, Path log) {
    try {
      String line = lines.readLine();
      if (line == null) {
        throw ended(log);
      }
      return line;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Problem ended(Path log) {
    try {
      List<String> said = Files.readAllLines(log);
      String end = String.join("\n", said.subList(Math.max(0, said.size() - 15), said.size()));
      return new Problem("The store benchmark ended:\n" + end, "Run it again.");
    } catch (IOException e) {
      return new Problem("The store benchmark ended and left no log.", "Run it again.", e);
    }
  }

  private List<String> command(Path directory) throws IOException {
    String classPath =
        String.join(
            ":",
            distribution.launcherJar().toString(),
            distribution.storeLibraries() + "/*",
            distribution.agentJar().resolveSibling("lib") + "/*"); // gRPC, for etcd
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(HEAP, "-XX:+UseSerialGC", "-cp", classPath, main));
    command.add(Files.createDirectories(directory.resolve("data")).toString());
    command.addAll(arguments);
    return command;
  }
}
