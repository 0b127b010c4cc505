package dev.trierarch.store.jpa;

import static dev.trierarch.store.Samples.configMapKey;
import static dev.trierarch.store.Samples.value;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trierarch.settings.Settings;
import dev.trierarch.store.Revision;
import dev.trierarch.store.Store;
import dev.trierarch.store.StoredObject;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kills the process that writes, at random, again and again. */
class DurabilityTest {

  private static final int KILLS = 3;
  private static final int ACKNOWLEDGED_BEFORE_KILL_MAX = 2000;

  @TempDir private Path directory;

  @Test
  void everyAcknowledgedWriteSurvivesKillNine() throws Exception {
    long seed = Long.getLong("seed", System.nanoTime());
    Random random = new Random(seed);
    String url = "jdbc:sqlite:" + directory.resolve("trierarch.db");
    Map<String, Long> acknowledged = new HashMap<>();
    for (int round = 0; round < KILLS; round++) {
      int before = 1 + random.nextInt(ACKNOWLEDGED_BEFORE_KILL_MAX);
      acknowledged.putAll(WriterProcess.killedAfter(before, url, "FULL", "round-" + round));
    }

    Settings settings = new Settings(Map.of("trierarch.database.url", url)::get);
    try (StandaloneStore opened = StandaloneStore.open(settings, InstantSource.system())) {
      Store store = opened.store();
      acknowledged.forEach(
          (name, revision) -> {
            StoredObject object = store.image().get(configMapKey(name)).orElseThrow();
            assertThat(object.revision()).as("%s, seed %d", name, seed).isEqualTo(revision);
            assertThat(value(object)).isEqualTo(name);
          });
      assertThat(revisionsIn(store))
          .as("seed %d", seed)
          .isEqualTo(LongStream.rangeClosed(2, store.image().revision()).boxed().toList());
    }
  }

  private static List<Long> revisionsIn(Store store) {
    List<Long> numbers = new ArrayList<>();
    List<Revision> page = store.rowsAfter(store.oldestRevision(), 1000);
    while (!page.isEmpty()) {
      page.forEach(row -> numbers.add(row.number()));
      page = store.rowsAfter(numbers.get(numbers.size() - 1), 1000);
    }
    return numbers;
  }
}
