package dev.trierarch.bench.robustness;

import dev.trierarch.bench.robustness.check.Evidence;
import dev.trierarch.bench.robustness.process.Lines;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes down everything that is known of a round, a line of JSON an operation and a watch. */
final class HistoryFile {

  private HistoryFile() {}

  static Path write(Path directory, long seed, int round, Evidence evidence) throws IOException {
    Path file = directory.resolve("history-" + seed + "-round-" + round + ".jsonl");
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      for (Object each : evidence.operations()) {
        line(out, each);
      }
      for (Object each : evidence.watches()) {
        line(out, each);
      }
      for (Object each : evidence.restored()) {
        line(out, each);
      }
    }
    return file;
  }

  private static void line(BufferedWriter out, Object each) throws IOException {
    out.write(Lines.encode(each));
    out.newLine();
  }
}
