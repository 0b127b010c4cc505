package dev.trierarch.store.jpa;

import static dev.trierarch.store.Samples.configMapKey;
import static dev.trierarch.store.Samples.createConfigMap;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trierarch.settings.Settings;
import dev.trierarch.store.powerloss.UnsyncedDisk;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kills the process that writes, and drops from its disk what it had not synced. */
@Tag("fuse")
class PowerLossTest {

  private static final int POWER_LOSSES = 4;
  private static final int ACKNOWLEDGED_BEFORE_LOSS_MAX = 600;

  private final long seed = Long.getLong("seed", System.nanoTime());
  private final Random random = new Random(seed);

  @TempDir private Path directory;

  private UnsyncedDisk disk;
  private Path mountPoint;

  @BeforeEach
  void mountTheDisk() throws Exception {
    mountPoint = Files.createDirectory(directory.resolve("disk"));
    disk = UnsyncedDisk.at(mountPoint, random);
  }

  @AfterEach
  void unmountTheDisk() throws Exception {
    disk.unmount();
  }

  @Test
  void everyAcknowledgedWriteSurvivesAPowerLoss() throws Exception {
    Path file = mountPoint.resolve("cluster/state/trierarch.db");
    Map<String, Long> acknowledged = new HashMap<>();
    for (int loss = 0; loss < POWER_LOSSES; loss++) {
      int before = 1 + random.nextInt(ACKNOWLEDGED_BEFORE_LOSS_MAX);
      acknowledged.putAll(WriterProcess.killedAfter(before, url(file), "FULL", "loss-" + loss));
      disk.losePower(loss % 2 == 0 ? 0 : random.nextDouble());
      assertThat(WriterProcess.read(url(file)))
          .as("after power loss %d, seed %d", loss, seed)
          .containsAllEntriesOf(acknowledged);
    }
  }

  @Test
  void withoutSyncingAPowerLossTakesAcknowledgedWrites() throws Exception {
    Path file = mountPoint.resolve("trierarch.db");
    assertThat(WriterProcess.read(url(file))).as("a database that was just made").isEmpty();
    Map<String, Long> acknowledged = WriterProcess.killedAfter(50, url(file), "OFF", "unsynced");
    disk.losePower(0);

    assertThat(WriterProcess.read(url(file))).doesNotContainKeys("unsynced-0-0");
    assertThat(acknowledged).containsKey("unsynced-0-0");
  }

  @Test
  void aSnapshotThatWasAcknowledgedSurvivesAPowerLoss() throws Exception {
    Path database = directory.resolve("trierarch.db");
    try (StandaloneStore source = open(database)) {
      createConfigMap(source.store(), configMapKey("a"), "1");
    }
    Path snapshot = mountPoint.resolve("backup.trierarch");
    snapshotOf(database).take(snapshot);
    disk.losePower(0);

    Path restored = directory.resolve("restored.db");
    assertThat(snapshotOf(restored).restore(snapshot, Optional.empty()).objects()).isEqualTo(1);
  }

  private static Snapshot snapshotOf(Path database) {
    return new Snapshot(settings(database), InstantSource.system());
  }

  private static StandaloneStore open(Path file) {
    return StandaloneStore.open(settings(file), InstantSource.system());
  }

  private static Settings settings(Path file) {
    return new Settings(Map.of("trierarch.database.url", url(file))::get);
  }

  private static String url(Path file) {
    return "jdbc:sqlite:" + file;
  }
}
