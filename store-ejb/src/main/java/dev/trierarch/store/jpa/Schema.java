package dev.trierarch.store.jpa;

import dev.trierarch.store.StoreException;
import dev.trierarch.store.jpa.DatabaseAddress.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import org.flywaydb.core.Flyway;

/** Brings the database's tables to the version that this program needs. */
public final class Schema {

  /** Fits three typical objects where SQLite's 4096 would fit one. */
  private static final int SQLITE_PAGE_BYTES = 8192;

  private Schema() {}

  /**
   * Creates the tables, or changes older ones; a newer version than ours is refused.
   *
   * @throws StoreException.Unavailable when the database cannot be reached
   */
  public static void migrate(DatabaseAddress address) {
    if (address.kind() == Kind.SQLITE) {
      prepareFile(address);
    }
    Flyway.configure(Schema.class.getClassLoader())
        .dataSource(new ClusterDataSource(address))
        .resourceProvider(new MigrationScripts(address.kind().name().toLowerCase(Locale.ROOT)))
        .load()
        .migrate();
  }

  /** A SQLite file gets these for life when it is made, before its first table. */
  private static void prepareFile(DatabaseAddress address) {
    Path file = Path.of(address.sqliteFile()).toAbsolutePath();
    try {
      Files.createDirectories(file.getParent());
      if (!Files.exists(file) || Files.size(file) == 0) {
        makeFile(file);
      }
    } catch (IOException | SQLException e) {
      throw new StoreException.Unavailable(
          "trierarch.database.url: the file " + file + " cannot be made: " + e.getMessage(), e);
    }
  }

  private static void makeFile(Path file) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA page_size=" + SQLITE_PAGE_BYTES);
      statement.execute("PRAGMA auto_vacuum=INCREMENTAL");
      statement.execute("VACUUM");
    }
  }
}
