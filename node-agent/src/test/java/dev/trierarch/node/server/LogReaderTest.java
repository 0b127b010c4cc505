package dev.trierarch.node.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LogReaderTest {
  private static final Instant NOW = Instant.parse("2026-01-02T03:00:10Z");

  @TempDir Path directory;
  private Path log;

  @BeforeEach
  void writeLog() throws IOException {
    log = directory.resolve("0.log");
    Files.writeString(
        directory.resolve("0.log.20260102-030000"),
        """
        2026-01-02T03:00:01.000000001Z stdout F one
        2026-01-02T03:00:02.5Z stderr F two
        """);
    Files.writeString(
        log,
        """
        2026-01-02T03:00:03Z stdout P thr
        2026-01-02T03:00:03Z stdout F ee
        broken
        2026-01-02T03:00:04Z stdout F four
        """);
  }

  private String read(String query) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new LogReader(log, LogOptions.parse(query), NOW, () -> false).copyTo(out);
    return out.toString(StandardCharsets.UTF_8).replace("\n", "|");
  }

  @ParameterizedTest
  @CsvSource({
    "follow=false, one|two|three|four|",
    "tailLines=0, ''",
    "tailLines=1, four|",
    "tailLines=2, three|four|",
    "tailLines=3, two|three|four|",
    "tailLines=99, one|two|three|four|",
    "limitBytes=5, one|t",
    "sinceSeconds=7, three|four|",
    "sinceTime=2026-01-02T03:00:04Z, four|",
    "tailLines=1&timestamps=true, 2026-01-02T03:00:04Z four|",
    "tailLines=2&timestamps=true, 2026-01-02T03:00:03Z three|2026-01-02T03:00:04Z four|",
  })
  void optionsChooseWhatIsRead(String query, String expected) throws IOException {
    assertThat(read(query)).isEqualTo(expected);
  }

  @Test
  void aContainerThatWroteNothingHasAnEmptyLog() throws IOException {
    log = directory.resolve("never/0.log");
    assertThat(read("")).isEmpty();
  }

  @Test
  void followingGoesOnAcrossRotationAndEndsWithTheContainer() throws Exception {
    AtomicBoolean running = new AtomicBoolean(true);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    LogReader reader =
        new LogReader(log, LogOptions.parse("follow=true&tailLines=1"), NOW, running::get);
    CompletableFuture<Void> reading =
        CompletableFuture.runAsync(
            () -> {
              try {
                reader.copyTo(out);
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
    await(out, "four\n");
    append("2026-01-02T03:00:05Z stdout F five\n");
    await(out, "four\nfive\n");
    append("2026-01-02T03:00:06Z stdout F si");
    Files.move(log, directory.resolve("0.log.20260102-030100"));
    Files.writeString(directory.resolve("0.log.20260102-030100"), "x\n", StandardOpenOption.APPEND);
    Files.writeString(log, "2026-01-02T03:00:07Z stdout F seven\n");
    await(out, "four\nfive\nsix\nseven\n");
    assertThat(reading).isNotDone();
    append("2026-01-02T03:00:08Z stdout F last\n");
    running.set(false);
    reading.get(60, TimeUnit.SECONDS);
    assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("four\nfive\nsix\nseven\nlast\n");
  }

  private void append(String text) throws IOException {
    Files.writeString(log, text, StandardOpenOption.APPEND);
  }

  private static void await(ByteArrayOutputStream out, String expected) {
    long deadlineNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (!out.toString(StandardCharsets.UTF_8).equals(expected)) {
      assertThat(System.nanoTime())
          .as("read so far: %s", out.toString(StandardCharsets.UTF_8))
          .isLessThan(deadlineNanos);
      LockSupport.parkNanos(10_000_000);
    }
  }
}
