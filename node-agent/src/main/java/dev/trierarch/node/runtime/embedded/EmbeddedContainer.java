package dev.trierarch.node.runtime.embedded;

import dev.trierarch.node.runtime.PodRuntime.ContainerState;
import dev.trierarch.node.runtime.PodRuntime.Phase;
import dev.trierarch.node.runtime.PodRuntime.RuntimeFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * One container and its folder; what it is doing is read from the files that its scripts write.
 *
 * <p>Files: {@code launched} (a start was tried), {@code pid}, {@code supervisor}, {@code exit}
 * ({@code CODE OOMKILLS}), {@code failure} (why it could not be started).
 */
final class EmbeddedContainer implements AutoCloseable {
  private static final Duration LAUNCH_PATIENCE = Duration.ofSeconds(10);
  private static final int EXIT_UNKNOWN = 255;
  private static final int EXIT_NOT_STARTED = 128;

  private final Records.Container record;
  private final Path directory;
  private final OutputCopier output;
  private final OutputBell bell = new OutputBell();
  private final InstantSource clock;
  private volatile Optional<LinuxProcess> process = Optional.empty();
  private volatile Ended ended;

  private record Ended(int exitCode, String reason, String message, Instant at) {}

  EmbeddedContainer(Records.Container record, Path directory, InstantSource clock) {
    this.record = record;
    this.directory = directory;
    this.clock = clock;
    this.output = new OutputCopier(directory, record.logFile(), clock);
  }

  Records.Container record() {
    return record;
  }

  Path directory() {
    return directory;
  }

  /** Rings when there may be more output, or the end. */
  OutputBell bell() {
    return bell;
  }

  OutputCopier output() {
    return output;
  }

  String id() {
    return record.id();
  }

  boolean launched() {
    return Files.exists(directory.resolve("launched"));
  }

  /** The container's first process while it runs. */
  Optional<LinuxProcess> running() {
    return phase() == Phase.RUNNING ? process() : Optional.empty();
  }

  Phase phase() {
    if (ended != null) {
      return Phase.EXITED;
    }
    if (!launched()) {
      return Phase.CREATED;
    }
    return lookForEnd() ? Phase.EXITED : Phase.RUNNING;
  }

  /** Takes note of the end, and then the log is complete. */
  private synchronized boolean lookForEnd() {
    if (ended != null) {
      return true;
    }
    Optional<Ended> found = readEnd();
    if (found.isEmpty() && vanished()) {
      // Between the two looks it may have ended in good order.
      found = readEnd().or(() -> Optional.of(endUntold()));
    }
    if (found.isEmpty()) {
      return false;
    }
    output.copyRest();
    ended = found.get();
    return true;
  }

  private Optional<Ended> readEnd() {
    Path file = directory.resolve("exit");
    try {
      String[] parts = Files.readString(file).strip().split(" ", -1);
      int exitCode = Integer.parseInt(parts[0]);
      boolean oomKilled = exitCode != 0 && parts.length > 1 && !parts[1].equals("0");
      String message = readIfThere("failure");
      String reason = exitCode == 0 ? "Completed" : "Error";
      if (!message.isEmpty()) {
        reason = "StartError";
      } else if (oomKilled) {
        reason = "OOMKilled";
      }
      return Optional.of(new Ended(exitCode, reason, message, modified(file)));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Neither the command nor the supervisor that would tell of its end is there any more. */
  private boolean vanished() {
    Optional<LinuxProcess> command = process();
    if (command.isPresent() && command.get().alive()) {
      return false;
    }
    Optional<LinuxProcess> supervisor = LinuxProcess.parse(readLine("supervisor"));
    if (supervisor.isPresent()) {
      return !supervisor.get().alive();
    }
    // Still being launched, unless the agent that did so was killed in that moment.
    Instant launched = modified(directory.resolve("launched"));
    return clock.instant().isAfter(launched.plus(LAUNCH_PATIENCE));
  }

  private Ended endUntold() {
    boolean ran = Files.exists(directory.resolve("pid"));
    return ran
        ? new Ended(
            EXIT_UNKNOWN, "Error", "the container and its supervisor were killed", lastSign())
        : new Ended(
            EXIT_NOT_STARTED,
            "StartError",
            "the start was interrupted: it is tried again",
            lastSign());
  }

  private Instant lastSign() {
    Path latest = directory.resolve(Files.exists(directory.resolve("pid")) ? "pid" : "launched");
    Instant seen = Instant.EPOCH;
    for (String name : List.of("stdout.raw", "stderr.raw")) {
      Path file = directory.resolve(name);
      Instant time = Files.exists(file) ? modified(file) : Instant.EPOCH;
      seen = time.isAfter(seen) ? time : seen;
    }
    Instant started = modified(latest);
    return seen.isAfter(started) ? seen : started;
  }

  private Optional<LinuxProcess> process() {
    if (process.isEmpty()) {
      process = LinuxProcess.parse(readLine("pid"));
    }
    return process;
  }

  private String readLine(String name) {
    try {
      return Files.readString(directory.resolve(name));
    } catch (NoSuchFileException e) {
      return "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String readIfThere(String name) {
    return readLine(name).strip();
  }

  private static Instant modified(Path file) {
    try {
      return Files.getLastModifiedTime(file).toInstant();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Notes that it could not be started, as if it had ended so. */
  RuntimeFailure failed(String message) {
    try {
      Files.writeString(directory.resolve("failure"), message + "\n");
      if (!Files.exists(directory.resolve("exit"))) {
        Files.writeString(directory.resolve("exit"), EXIT_NOT_STARTED + " 0\n");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new RuntimeFailure("RunContainerError", message);
  }

  ContainerState state() {
    Phase phase = phase();
    Ended end = ended;
    return new ContainerState(
        record.id(),
        record.sandboxId(),
        record.spec().name(),
        record.spec().attempt(),
        record.spec().image(),
        record.imageId(),
        phase,
        record.createdAt(),
        startedAt(phase),
        end == null ? null : end.at(),
        end == null ? 0 : end.exitCode(),
        end == null ? "" : end.reason(),
        end == null ? "" : end.message(),
        record.spec().labels(),
        record.spec().annotations());
  }

  private Instant startedAt(Phase phase) {
    if (phase == Phase.CREATED) {
      return null;
    }
    Path pid = directory.resolve("pid");
    return modified(Files.exists(pid) ? pid : directory.resolve("launched"));
  }

  @Override
  public void close() {
    output.close();
  }
}
