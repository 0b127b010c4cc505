package dev.trierarch.node.runtime.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutputWatchTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir Path directory;
  private final OutputWatch watch = new OutputWatch();

  @AfterEach
  void close() {
    watch.close();
  }

  @Test
  void whatWasWrittenBeforeItIsFollowedIsCopiedAtOnce() throws IOException {
    EmbeddedContainer early = container("early");
    Files.writeString(early.directory().resolve("stdout.raw"), "hello\n");

    watch.follow(early);

    assertThat(log(early)).endsWith("stdout F hello\n");
  }

  @Test
  void aContainerOfWhichNothingIsToldHasItsTurnHoweverMuchOthersWrite() throws IOException {
    EmbeddedContainer quiet = container("quiet");
    EmbeddedContainer noisy = container("noisy");
    // The kernel tells of changes in the container's folder only.
    Path elsewhere = Files.createFile(directory.resolve("elsewhere"));
    Files.createSymbolicLink(quiet.directory().resolve("stdout.raw"), elsewhere);
    watch.follow(quiet);
    watch.follow(noisy);
    Files.writeString(elsewhere, "hello\n");

    Path noise = noisy.directory().resolve("stdout.raw");
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (log(quiet).isEmpty() && System.nanoTime() < deadline) {
      Files.writeString(noise, "noise\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
      LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
    }

    assertThat(log(quiet)).endsWith("stdout F hello\n");
  }

  private EmbeddedContainer container(String id) throws IOException {
    Path folder = Files.createDirectories(directory.resolve(id));
    Records.Container record =
        new Records.Container(
            id,
            "sandbox",
            null,
            "image",
            Instant.EPOCH,
            List.of(),
            Map.of(),
            null,
            "/",
            "SIGTERM",
            directory.resolve(id + ".log"),
            "",
            false);
    return new EmbeddedContainer(record, folder, InstantSource.system());
  }

  private static String log(EmbeddedContainer container) throws IOException {
    Path log = container.record().logFile();
    return Files.exists(log) ? Files.readString(log) : "";
  }
}
