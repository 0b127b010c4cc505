package dev.trierarch.store.jpa;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trierarch.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A process that restores a snapshot into a SQLite database, to be killed meanwhile. */
final class RestoringProcess {

  /** Of the write-ahead log: it gets so long only while the restore is under way. */
  private static final long UNDER_WAY_BYTES_MIN = 1_000_000;

  private static final int KILLED = 137;

  private RestoringProcess() {}

  /**
   * @param arguments the database's file and the snapshot's
   */
  public static void main(String[] arguments) throws IOException {
    String url = "jdbc:sqlite:" + arguments[0];
    Settings settings = new Settings(Map.of("trierarch.database.url", url)::get);
    Snapshot snapshot = new Snapshot(settings, InstantSource.system());
    snapshot.restore(Path.of(arguments[1]), snapshot.revision());
  }

  /** Starts one, and kills it (SIGKILL) while it restores. */
  static void killedMeanwhile(Path database, Path snapshot)
      throws IOException, InterruptedException {
    Path log = database.resolveSibling(database.getFileName() + "-wal");
    Process process =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-XX:+UseSerialGC",
                    "-XX:TieredStopAtLevel=1",
                    "-cp",
                    System.getProperty("java.class.path"),
                    RestoringProcess.class.getName(),
                    database.toString(),
                    snapshot.toString()))
            .inheritIO()
            .start();
    boolean ended = false;
    while (!ended && !isUnderWay(log)) {
      ended = process.waitFor(1, TimeUnit.MILLISECONDS);
    }
    process.toHandle().destroyForcibly();
    assertThat(process.waitFor()).as("the exit code").isEqualTo(KILLED);
  }

  private static boolean isUnderWay(Path log) throws IOException {
    return Files.exists(log) && Files.size(log) > UNDER_WAY_BYTES_MIN;
  }
}
