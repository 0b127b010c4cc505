package dev.trierarch.bench.store;

import dev.trierarch.settings.Settings;
import dev.trierarch.store.jpa.StandaloneStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;

/** Opens the stores that are measured. */
final class Stores {

  static final int OBJECT_BYTES = 2048;

  private Stores() {}

  /** On SQLite in a directory, with the settings that a cluster has. */
  static StandaloneStore open(Path directory) throws IOException {
    Files.createDirectories(directory);
    Map<String, String> settings =
        Map.of("trierarch.database.url", "jdbc:sqlite:" + directory.resolve("bench.db"));
    return StandaloneStore.open(new Settings(settings::get), InstantSource.system());
  }
}
