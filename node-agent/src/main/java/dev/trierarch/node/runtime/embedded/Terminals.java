package dev.trierarch.node.runtime.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** The terminals that processes have as their input. */
final class Terminals {
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private Terminals() {}

  /** Tells a process's terminal how large it is; without one nothing happens. */
  static void resize(long pid, int columns, int rows) {
    String file = input(pid);
    if (file.startsWith("/dev/pts/")) {
      Shell.run(PATIENCE, List.of("stty", "-F", file, "cols", "" + columns, "rows", "" + rows), "");
    }
  }

  private static String input(long pid) {
    try {
      return Files.readSymbolicLink(Path.of("/proc", Long.toString(pid), "fd", "0")).toString();
    } catch (IOException e) {
      return ""; // the process has ended meanwhile
    }
  }
}
