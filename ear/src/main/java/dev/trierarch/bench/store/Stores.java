package dev.trierarch.bench.store;

import dev.trierarch.settings.Settings;
import dev.trierarch.store.bench.PostgresqlServer;
import dev.trierarch.store.jpa.StandaloneStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;

/** Opens the stores that are measured, with the settings that a cluster has. */
final class Stores {

  static final int OBJECT_BYTES = 2048;

  private static final String DATABASE = "bench.db";

  private Stores() {}

  /** On SQLite in a directory. */
  static StandaloneStore open(Path directory) throws IOException {
    Files.createDirectories(directory);
    return open(Map.of("trierarch.database.url", "jdbc:sqlite:" + directory.resolve(DATABASE)));
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

  /** How large the database in a directory is, without what is still to be moved into it. */
  static long bytesOnDisk(Path directory) {
    try {
      return Files.size(directory.resolve(DATABASE));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static StandaloneStore open(Map<String, String> settings) {
    return StandaloneStore.open(new Settings(settings::get), InstantSource.system());
  }
}
