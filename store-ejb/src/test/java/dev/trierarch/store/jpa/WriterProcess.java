package dev.trierarch.store.jpa;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Runs a {@link DurableWriter} in a process of its own and hears what it says. */
final class WriterProcess {

  private WriterProcess() {}

  /**
   * Starts one and kills it (SIGKILL) after so many acknowledgements; all that it said are
   * returned.
   */
  static Map<String, Long> killedAfter(
      int acknowledgements, String url, String synchronous, String prefix)
      throws IOException, InterruptedException {
    Map<String, Long> said = run(List.of(url, synchronous, prefix), acknowledgements);
    assertThat(said).hasSizeGreaterThanOrEqualTo(acknowledgements);
    return said;
  }

  /** What a new process finds in the database: values and revisions. */
  static Map<String, Long> read(String url) throws IOException, InterruptedException {
    return run(List.of(url, "FULL"), Integer.MAX_VALUE);
  }

  private static Map<String, Long> run(List<String> arguments, int linesMax)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(DurableWriter.class.getName());
    command.addAll(arguments);
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    Map<String, Long> said = new HashMap<>();
    try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.matches("\\S+-\\d+-\\d+ \\d+")) {
          String[] parts = line.split(" ", -1);
          said.put(parts[0], Long.valueOf(parts[1]));
        }
        if (said.size() == linesMax) {
          process.toHandle().destroyForcibly(); // what it had said before is read to the end
        }
      }
    }
    process.waitFor();
    return said;
  }
}
