package dev.trierarch.store.jpa;

import dev.trierarch.store.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/** Makes the file of a SQLite database with what can only be chosen before its first table. */
final class SqliteFile {

  /** Fits three typical objects where SQLite's 4096 would fit one. */
  private static final int PAGE_BYTES = 8192;

  private SqliteFile() {}

  /** Makes the file, and the directories it is in, unless it is there. */
  static synchronized void prepare(Path path) {
    Path file = path.toAbsolutePath();
    try {
      Files.createDirectories(file.getParent());
      if (!Files.exists(file) || Files.size(file) == 0) {
        make(file);
      }
    } catch (IOException | SQLException e) {
      throw new StoreException.Unavailable(
          "trierarch.database.url: the file " + file + " cannot be made: " + e.getMessage(), e);
    }
  }

  private static void make(Path file) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA page_size=" + PAGE_BYTES);
      statement.execute("PRAGMA auto_vacuum=INCREMENTAL");
      statement.execute("VACUUM");
    }
  }
}
