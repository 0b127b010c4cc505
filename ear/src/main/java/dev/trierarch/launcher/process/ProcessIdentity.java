package dev.trierarch.launcher.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A process, told apart from a later one that got the same number by its start time.
 *
 * @param startTicks clock ticks after boot, field 22 of /proc/PID/stat
 */
record ProcessIdentity(long pid, long startTicks) {

  /** What runs under this number now. */
  static Optional<ProcessIdentity> of(long pid) {
    try {
      String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
      // The command's name is in parentheses and may hold spaces: count from its end.
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
      boolean zombie = fields[0].equals("Z");
      return zombie
          ? Optional.empty()
          : Optional.of(new ProcessIdentity(pid, Long.parseLong(fields[19])));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  static Optional<ProcessIdentity> parse(String text) {
    String[] parts = text.strip().split(" ", -1);
    try {
      return parts.length == 2
          ? Optional.of(new ProcessIdentity(Long.parseLong(parts[0]), Long.parseLong(parts[1])))
          : Optional.empty();
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  boolean isAlive() {
    return of(pid).filter(this::equals).isPresent();
  }

  String text() {
    return pid + " " + startTicks + "\n";
  }
}
