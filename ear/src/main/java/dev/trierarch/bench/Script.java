package dev.trierarch.bench;

import dev.trierarch.launcher.Distribution;
import dev.trierarch.launcher.Problem;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/** Runs {@code ./trierarch} as its user would, and hears each line that it prints. */
final class Script {

  private final Distribution distribution;
  private final AtomicReference<Process> running = new AtomicReference<>();

  Script(Distribution distribution) {
    this.distribution = distribution;
  }

  /** Ends the command that runs, if one does; it undoes itself what it has begun. */
  void stop() {
    Process process = running.get();
    if (process != null) {
      process.destroy();
      process.onExit().join();
    }
  }

  void run(List<String> arguments, Consumer<String> lines) {
    List<String> command = new ArrayList<>();
    command.add(distribution.repository().resolve("trierarch").toString());
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("TRIERARCH_NO_BUILD", "1");
    builder.environment().put("TRIERARCH_JAVA_HOME", System.getProperty("java.home"));
    List<String> said = new ArrayList<>();
    try {
      Process process = builder.start();
      running.set(process);
      process.getOutputStream().close();
      try (BufferedReader reader = process.inputReader(StandardCharsets.UTF_8)) {
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
          said.add(line);
          lines.accept(line);
        }
      }
      require(process.waitFor(), arguments, said);
    } catch (IOException e) {
      throw new Problem(
          "Cannot run " + command.get(0) + ": " + e.getMessage(),
          "Run the benchmark from a clone of the repository.",
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Problem("Interrupted.", "Run the benchmark again.", e);
    }
  }

  private static void require(int exitCode, List<String> arguments, List<String> said) {
    if (exitCode != 0) {
      throw new Problem(
          "./trierarch " + String.join(" ", arguments) + " failed:\n" + String.join("\n", said),
          "Run it by itself; ./trierarch doctor names what is missing.");
    }
  }
}
