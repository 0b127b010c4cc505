package dev.trierarch.launcher.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trierarch.launcher.Problem;
import dev.trierarch.launcher.Waiting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Processes that outlive the launcher are found again, and only they. */
class DaemonTest {

  private static final Duration SOON = Duration.ofSeconds(60);
  private static final Duration INTERVAL = Duration.ofMillis(10);

  @TempDir private Path directory;
  private Daemon daemon;

  @BeforeEach
  void make() {
    daemon = anew();
  }

  @AfterEach
  void stop() {
    daemon.stop(Duration.ofMillis(100));
  }

  @Test
  void anotherLauncherFindsWhatThisOneStarted() {
    daemon.start(List.of("sleep", "60"), Map.of());

    assertThat(anew().pid()).isEqualTo(daemon.pid()).isPresent();
  }

  @Test
  void whatWasKilledDoesNotRun() {
    daemon.start(List.of("sleep", "60"), Map.of());
    ProcessHandle.of(daemon.pid().orElseThrow()).orElseThrow().destroyForcibly();

    assertThat(Waiting.until(() -> !anew().isRunning(), SOON, INTERVAL)).isTrue();
  }

  @Test
  void aLaterProcessWithTheSameNumberIsNotMistakenForIt() throws IOException {
    ProcessIdentity own = ProcessIdentity.of(ProcessHandle.current().pid()).orElseThrow();
    Files.writeString(pidFile(), new ProcessIdentity(own.pid(), own.startTicks() - 1).text());

    assertThat(daemon.isRunning()).isFalse();
  }

  @Test
  void aPidFileThatWasCutOffMeansNothingRuns() throws IOException {
    Files.writeString(pidFile(), "12");

    assertThat(daemon.isRunning()).isFalse();
  }

  @Test
  void oneThatDoesNotHeedIsKilledAfterItsGrace() {
    daemon.start(
        List.of("sh", "-c", "trap '' TERM; echo ready; while :; do sleep 1; done"), Map.of());
    assertThat(Waiting.until(() -> daemon.lastLines(1).equals("ready"), SOON, INTERVAL)).isTrue();

    daemon.stop(Duration.ofMillis(100));

    assertThat(daemon.isRunning()).isFalse();
    assertThat(pidFile()).doesNotExist();
  }

  @Test
  void theLogOfTheRunBeforeIsKept() throws IOException {
    daemon.start(List.of("sh", "-c", "echo first; exec sleep 60"), Map.of());
    assertThat(Waiting.until(() -> daemon.lastLines(1).equals("first"), SOON, INTERVAL)).isTrue();
    daemon.stop(Duration.ofSeconds(5));
    daemon.start(List.of("sh", "-c", "echo second; exec sleep 60"), Map.of());

    assertThat(directory.resolve("it.log.1")).content().contains("first");
    assertThat(Waiting.until(() -> daemon.lastLines(1).equals("second"), SOON, INTERVAL)).isTrue();
  }

  @Test
  void twoCommandsDoNotChangeOneInstanceAtOnce() throws Exception {
    Path lock = directory.resolve("instance.lock");
    // A lock is held by a process: another one must hold it.
    Process holder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                LockHolder.class.getName(),
                lock.toString())
            .redirectErrorStream(true)
            .start();
    try {
      assertThat((char) holder.getInputStream().read()).isEqualTo('h');

      assertThatThrownBy(() -> InstanceLock.whileHeld(lock, () -> {}))
          .isInstanceOf(Problem.class)
          .hasMessageContaining("in use by another trierarch command, process " + holder.pid());
    } finally {
      holder.destroyForcibly().waitFor();
    }
    InstanceLock.whileHeld(lock, () -> assertThat(lock).exists());
  }

  /** Holds a lock until it is killed. */
  static final class LockHolder {
    private LockHolder() {}

    public static void main(String[] arguments) {
      InstanceLock.whileHeld(
          Path.of(arguments[0]),
          () -> {
            System.out.println("held");
            Waiting.until(() -> false, Duration.ofMinutes(1), INTERVAL);
          });
    }
  }

  private Daemon anew() {
    return new Daemon("test", pidFile(), directory.resolve("it.log"));
  }

  private Path pidFile() {
    return directory.resolve("it.pid");
  }
}
