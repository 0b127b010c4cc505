package dev.trierarch.node.runtime.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A process told apart from a later one with the same number by the time it started.
 *
 * @param startTicks clock ticks after boot, as in {@code /proc/PID/stat}
 */
record LinuxProcess(long pid, long startTicks) {
  private static final int STATE = 0;
  private static final int USER_TICKS = 11;
  private static final int SYSTEM_TICKS = 12;
  private static final int START_TICKS = 19;
  private static final int RESIDENT_PAGES = 21;
  private static final long NANOS_PER_TICK = 10_000_000;
  private static final long PAGE_BYTES = 4096;

  /** Reads {@code PID TICKS} as the container's first process wrote it. */
  static Optional<LinuxProcess> parse(String line) {
    String[] parts = line.strip().split(" ", -1);
    return parts.length == 2 && line.endsWith("\n")
        ? Optional.of(new LinuxProcess(Long.parseLong(parts[0]), Long.parseLong(parts[1])))
        : Optional.empty();
  }

  boolean alive() {
    return stat(pid)
        .filter(s -> Long.parseLong(s[START_TICKS]) == startTicks && !s[STATE].equals("Z"))
        .isPresent();
  }

  /** Whether the process has a handler for this signal, or is gone. */
  boolean handles(int signal) {
    try {
      return Files.readString(Path.of("/proc", Long.toString(pid), "status"))
          .lines()
          .filter(line -> line.startsWith("SigCgt:"))
          .mapToLong(line -> Long.parseUnsignedLong(line.substring(7).strip(), 16))
          .anyMatch(caught -> signal == 0 || (caught >>> (signal - 1) & 1) == 1);
    } catch (IOException e) {
      // Gone: nothing is left to be waited for.
      return true;
    }
  }

  /**
   * Processor time of this process and all its descendants that still run, and what they reaped.
   */
  long cpuNanos() {
    long ticks = 0;
    for (long each : family()) {
      Optional<String[]> stat = stat(each);
      if (stat.isPresent()) {
        for (int field = USER_TICKS; field <= SYSTEM_TICKS + 2; field++) {
          ticks += Long.parseLong(stat.get()[field]);
        }
      }
    }
    return ticks * NANOS_PER_TICK;
  }

  long residentBytes() {
    long pages = 0;
    for (long each : family()) {
      pages += stat(each).map(s -> Long.parseLong(s[RESIDENT_PAGES])).orElse(0L);
    }
    return pages * PAGE_BYTES;
  }

  private List<Long> family() {
    List<Long> family = new ArrayList<>();
    if (alive()) {
      family.add(pid);
      ProcessHandle.of(pid).ifPresent(p -> p.descendants().forEach(d -> family.add(d.pid())));
    }
    return family;
  }

  /** The fields of {@code /proc/PID/stat} after the name, which may itself hold spaces. */
  private static Optional<String[]> stat(long pid) {
    try {
      String line = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
      return Optional.of(line.substring(line.lastIndexOf(')') + 2).split(" ", -1));
    } catch (IOException e) {
      // The process is gone: that is the answer, not a failure.
      return Optional.empty();
    }
  }
}
