package dev.trierarch.node.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Works out how many whole lines stand before the last ones of a log. */
final class LogTail {
  private LogTail() {}

  static long linesBefore(List<Path> rotated, Path current, long tailLines) throws IOException {
    List<Path> files = new ArrayList<>(rotated);
    if (Files.exists(current)) {
      files.add(current);
    }
    long lines = 0;
    for (Path file : files) {
      lines += count(file);
    }
    return Math.max(0, lines - tailLines);
  }

  private static long count(Path file) throws IOException {
    long lines = 0;
    try (LogFile log = LogFile.open(file)) {
      for (byte[] line = log.nextLine(); line != null; line = log.nextLine()) {
        Optional<LogLine> parsed = LogLine.parse(line);
        lines += parsed.isPresent() && !parsed.get().partial() ? 1 : 0;
      }
    }
    return lines;
  }
}
