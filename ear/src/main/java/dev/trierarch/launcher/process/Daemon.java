package dev.trierarch.launcher.process;

import dev.trierarch.launcher.Problem;
import dev.trierarch.launcher.Waiting;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/** A process that outlives the launcher: its pid file, its log, its start and its end. */
public final class Daemon {

  private static final Duration LOOK_INTERVAL = Duration.ofMillis(20);
  private static final Duration KILL_GRACE = Duration.ofSeconds(5);

  private final String title;
  private final Path pidFile;
  private final Path log;

  /**
   * @param title how messages call it, e.g. "control plane"
   */
  public Daemon(String title, Path pidFile, Path log) {
    this.title = title;
    this.pidFile = pidFile;
    this.log = log;
  }

  public String title() {
    return title;
  }

  public Path log() {
    return log;
  }

  /** Its process number when it runs. */
  public OptionalLong pid() {
    Optional<ProcessIdentity> identity = identity().filter(ProcessIdentity::isAlive);
    return identity.isPresent() ? OptionalLong.of(identity.get().pid()) : OptionalLong.empty();
  }

  public boolean isRunning() {
    return pid().isPresent();
  }

  /** Starts the command in a session of its own, so that it outlives this terminal. */
  public void start(List<String> command, Map<String, String> environment) {
    List<String> detached = new ArrayList<>();
    detached.add("setsid");
    detached.addAll(command);
    ProcessBuilder builder = new ProcessBuilder(detached);
    builder.directory(pidFile.getParent().toFile());
    builder.environment().putAll(environment);
    builder.redirectInput(Path.of("/dev/null").toFile());
    builder.redirectErrorStream(true);
    try {
      keepPreviousLog();
      builder.redirectOutput(log.toFile());
      Process process = builder.start();
      remember(process.pid());
    } catch (IOException e) {
      throw new Problem(
          "Cannot start the " + title + ": " + e.getMessage(),
          "Run ./trierarch doctor: it names what is missing.",
          e);
    }
  }

  /** Asks it to end, and kills it when it has not within {@code grace}. */
  public void stop(Duration grace) {
    Optional<ProcessIdentity> identity = identity().filter(ProcessIdentity::isAlive);
    if (identity.isPresent()) {
      ProcessIdentity process = identity.get();
      signal(process, false);
      if (!Waiting.until(() -> !process.isAlive(), grace, LOOK_INTERVAL)) {
        signal(process, true);
        Waiting.until(() -> !process.isAlive(), KILL_GRACE, LOOK_INTERVAL);
      }
    }
    forget();
  }

  /** The last lines of the log, for messages. */
  public String lastLines(int count) {
    List<String> lines = logLines();
    return String.join("\n", lines.subList(Math.max(0, lines.size() - count), lines.size()));
  }

  /** The first lines of the log that have these words in them, empty when none has. */
  public String linesWith(String words, int count) {
    return logLines().stream()
        .filter(line -> line.contains(words))
        .limit(count)
        .collect(Collectors.joining("\n"));
  }

  private List<String> logLines() {
    try {
      return Files.readAllLines(log, StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      return List.of("(no log: " + e.getMessage() + ")");
    }
  }

  private static void signal(ProcessIdentity process, boolean forcibly) {
    ProcessHandle.of(process.pid()).ifPresent(handle -> signalled(handle, forcibly));
  }

  private static boolean signalled(ProcessHandle handle, boolean forcibly) {
    return forcibly ? handle.destroyForcibly() : handle.destroy();
  }

  private Optional<ProcessIdentity> identity() {
    try {
      return Files.exists(pidFile)
          ? ProcessIdentity.parse(Files.readString(pidFile))
          : Optional.empty();
    } catch (IOException e) {
      throw new Problem("Cannot read " + pidFile + ": " + e.getMessage(), "Check its owner.", e);
    }
  }

  private void remember(long pid) throws IOException {
    ProcessIdentity identity =
        ProcessIdentity.of(pid)
            .orElseThrow(
                () ->
                    new Problem(
                        "The " + title + " ended at once: " + lastLines(5), "See " + log + "."));
    Path fresh = pidFile.resolveSibling(pidFile.getFileName() + ".new");
    Files.writeString(fresh, identity.text());
    Files.move(fresh, pidFile, StandardCopyOption.ATOMIC_MOVE);
  }

  private void forget() {
    try {
      Files.deleteIfExists(pidFile);
    } catch (IOException e) {
      throw new Problem("Cannot remove " + pidFile + ": " + e.getMessage(), "Remove it.", e);
    }
  }

  private void keepPreviousLog() throws IOException {
    if (Files.exists(log) && Files.size(log) > 0) {
      Files.move(
          log, log.resolveSibling(log.getFileName() + ".1"), StandardCopyOption.REPLACE_EXISTING);
    }
  }
}
