package dev.trierarch.store.jpa;

import dev.trierarch.store.StoreException;
import dev.trierarch.store.file.Syncing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.sqlite.SQLiteDataSource;

/** Makes the file of a SQLite database with what can only be chosen before its first table. */
final class SqliteFile {

  /** Fits three typical objects where SQLite's 4096 would fit one. */
  private static final int PAGE_BYTES = 8192;

  private SqliteFile() {}

  /** Makes the file, and the directories it is in, unless it is there. */
  static synchronized void prepare(Path path) {
    Path file = path.toAbsolutePath();
    try {
      Syncing.createDirectories(file.getParent());
      if (!Files.exists(file) || Files.size(file) == 0) {
        make(file);
        Syncing.directory(file.getParent());
      }
    } catch (IOException | SQLException e) {
      throw new StoreException.Unavailable(
          "trierarch.database.url: the file " + file + " cannot be made: " + e.getMessage(), e);
    }
  }

  private static void make(Path file) throws SQLException {
    // Not by DriverManager: an application server does not register an application's drivers.
    SQLiteDataSource source = new SQLiteDataSource();
    source.setUrl("jdbc:sqlite:" + file);
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA page_size=" + PAGE_BYTES);
      statement.execute("PRAGMA auto_vacuum=INCREMENTAL");
      statement.execute("VACUUM");
    }
  }
}
