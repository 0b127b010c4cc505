package dev.trierarch.node.runtime.embedded;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/** Sends signals to processes by the names that images use. */
final class Signals {
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final int RTMIN = 34;
  private static final int RTMAX = 64;
  private static final Duration YOUTH = Duration.ofMillis(500);
  private static final long STEP_NANOS = 5_000_000;
  private static final Map<String, Integer> NUMBERS =
      Map.of("HUP", 1, "INT", 2, "QUIT", 3, "USR1", 10, "USR2", 12, "TERM", 15, "WINCH", 28);

  private Signals() {}

  /**
   * Asks a process to end, in the way its image wants.
   *
   * <p>The kernel drops a signal for which the first process of a namespace has no handler, so one
   * that has only just started gets a moment to install it.
   */
  static void stop(LinuxProcess process, String stopSignal, Instant startedAt) {
    String name = name(stopSignal);
    Instant young = startedAt.plus(YOUTH);
    while (!process.handles(NUMBERS.getOrDefault(name, 0)) && Instant.now().isBefore(young)) {
      LockSupport.parkNanos(STEP_NANOS);
    }
    if (name.equals("TERM")) {
      handle(process).ifPresent(ProcessHandle::destroy);
    } else {
      String command = "kill -s " + name + " " + process.pid();
      Shell.run(PATIENCE, List.of("sh", "-c", command), "");
    }
  }

  static void kill(LinuxProcess process) {
    handle(process).ifPresent(ProcessHandle::destroyForcibly);
  }

  private static Optional<ProcessHandle> handle(LinuxProcess process) {
    return process.alive() ? ProcessHandle.of(process.pid()) : Optional.empty();
  }

  /** The word or number that {@code kill -s} takes; TERM when the image's makes no sense. */
  static String name(String stopSignal) {
    String text = stopSignal.strip().toUpperCase(Locale.ROOT);
    String name = text.startsWith("SIG") ? text.substring(3) : text;
    if (name.matches("RTMIN(\\+\\d{1,2})?")) {
      return Integer.toString(RTMIN + offset(name));
    }
    if (name.matches("RTMAX(-\\d{1,2})?")) {
      return Integer.toString(RTMAX - offset(name));
    }
    return name.matches("[A-Z]{2,7}\\d?|[1-9]\\d?") ? name : "TERM";
  }

  private static int offset(String name) {
    return name.length() > 5 ? Integer.parseInt(name.substring(6)) : 0;
  }
}
