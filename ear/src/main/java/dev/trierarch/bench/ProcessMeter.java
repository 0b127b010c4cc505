package dev.trierarch.bench;

import dev.trierarch.launcher.Problem;
import dev.trierarch.launcher.Waiting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** Reads a process's memory and processor time from /proc. */
final class ProcessMeter {

  /** Linux tells user space in these units on every architecture. */
  private static final double TICKS_PER_SECOND = 100;

  private static final int USER_TICKS = 11;
  private static final int SYSTEM_TICKS = 12;

  private final Path directory;

  ProcessMeter(long pid) {
    this.directory = Path.of("/proc", Long.toString(pid));
  }

  double residentMebibytes() {
    return read("status")
            .lines()
            .filter(line -> line.startsWith("VmRSS:"))
            .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
            .sum()
        / 1024.0;
  }

  /** Processor time used since the process began. */
  double cpuSeconds() {
    return ticks(read("stat")) / TICKS_PER_SECOND;
  }

  /** The command's name is in parentheses and may hold spaces: fields are counted from its end. */
  static long ticks(String stat) {
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    return Long.parseLong(fields[USER_TICKS]) + Long.parseLong(fields[SYSTEM_TICKS]);
  }

  /** Lets time go by in which the measured system is left alone. */
  static void leaveAlone(Duration time) {
    Waiting.until(() -> false, time, time);
  }

  private String read(String name) {
    try {
      return Files.readString(directory.resolve(name));
    } catch (IOException e) {
      throw new Problem(
          "Cannot read " + directory.resolve(name) + ": " + e.getMessage(),
          "The process ended meanwhile: ./trierarch logs says why.",
          e);
    }
  }
}
