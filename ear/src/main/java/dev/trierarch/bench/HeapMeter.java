package dev.trierarch.bench;

import dev.trierarch.launcher.Problem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Tells how much of a JVM's heap is alive, by the JDK's own jcmd, which collects garbage first. */
final class HeapMeter {

  private static final Path JCMD = Path.of(System.getProperty("java.home"), "bin", "jcmd");

  private final long pid;

  HeapMeter(long pid) {
    this.pid = pid;
  }

  /** Runtimes without development tools have no jcmd. */
  static boolean isThere() {
    return Files.isExecutable(JCMD);
  }

  long liveBytes() {
    List<String> command = List.of(JCMD.toString(), Long.toString(pid), "GC.class_histogram");
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return total(text);
    } catch (IOException e) {
      throw new Problem(
          "Cannot run " + JCMD + ": " + e.getMessage(), "Run the benchmark by a whole JDK.", e);
    }
  }

  /** The bytes in the last line of a histogram: {@code Total 1323803 77034216}. */
  static long total(String histogram) {
    return histogram
        .lines()
        .filter(line -> line.startsWith("Total"))
        .mapToLong(line -> Long.parseLong(line.trim().split("\\s+", -1)[2]))
        .findFirst()
        .orElseThrow(
            () ->
                new Problem(
                    "jcmd does not say how large the heap is: " + histogram.strip(),
                    "./trierarch status says whether the cluster runs."));
  }
}
