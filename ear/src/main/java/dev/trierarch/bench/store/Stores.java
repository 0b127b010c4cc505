package dev.trierarch.bench.store;

import dev.trierarch.settings.Settings;
import dev.trierarch.store.bench.PostgresqlServer;
import dev.trierarch.store.jpa.StandaloneStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;

/** Opens the stores that are measured, with the settings that a cluster has. */
final class Stores {

  static final int OBJECT_BYTES = 2048;

  private Stores() {}

  /** On SQLite in a directory. */
  static StandaloneStore open(Path directory) throws IOException {
    Files.createDirectories(directory);
    return open(Map.of("trierarch.database.url", "jdbc:sqlite:" + directory.resolve("bench.db")));
  }

  /** On a server's database. */
  static StandaloneStore open(PostgresqlServer server) throws IOException {
    return open(
        Map.of(
            "trierarch.database.url",
            server.createDatabase("bench"),
            "trierarch.database.user",
            PostgresqlServer.USER));
  }

  private static StandaloneStore open(Map<String, String> settings) {
    return StandaloneStore.open(new Settings(settings::get), InstantSource.system());
  }
}
