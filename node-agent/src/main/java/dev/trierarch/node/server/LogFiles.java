package dev.trierarch.node.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Finds the older parts of a log that was rotated: {@code 0.log.20260102-030405}. */
final class LogFiles {
  private LogFiles() {}

  /** Oldest first, without the current one. */
  static List<Path> rotated(Path file) throws IOException {
    String prefix = file.getFileName() + ".";
    Path directory = file.getParent();
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    try (Stream<Path> siblings = Files.list(directory)) {
      return siblings
          .filter(sibling -> sibling.getFileName().toString().startsWith(prefix))
          .sorted()
          .toList();
    }
  }
}
