package dev.trierarch.store.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trierarch.settings.Settings;
import dev.trierarch.store.jpa.StandaloneStore;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreBenchmarkTest {

  @TempDir private Path directory;

  @Test
  void everyWriteThatIsMeasuredIsInTheStore() throws Exception {
    Settings settings =
        new Settings(
            Map.of("trierarch.database.url", "jdbc:sqlite:" + directory.resolve("t.db"))::get);
    try (StandaloneStore opened = StandaloneStore.open(settings, InstantSource.system())) {
      long before = opened.store().image().revision();
      StoreBenchmark.Result result =
          new StoreBenchmark(opened.store(), 2048).writes(4, Duration.ofMillis(300));

      assertThat(result.writes()).isPositive();
      assertThat(opened.store().image().revision()).isEqualTo(before + result.writes());
      assertThat(result.p50Millis()).isLessThanOrEqualTo(result.p99Millis());
      opened
          .store()
          .image()
          .list("configmaps")
          .forEach(object -> assertThat(object.json()).hasSizeBetween(2000, 2200));
    }
  }
}
