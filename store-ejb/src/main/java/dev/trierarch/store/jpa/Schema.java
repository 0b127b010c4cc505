package dev.trierarch.store.jpa;

import dev.trierarch.store.jpa.DatabaseAddress.Kind;
import java.io.IOException;
import java.io.UncheckedIOException;
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

  /** Creates the tables, or changes older ones; a newer version than ours is refused. */
  public static void migrate(DatabaseAddress address) throws SQLException {
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
  private static void prepareFile(DatabaseAddress address) throws SQLException {
    Path file = Path.of(address.sqliteFile()).toAbsolutePath();
    try {
      Files.createDirectories(file.getParent());
      if (Files.exists(file) && Files.size(file) > 0) {
        return;
      }
    } catch (IOException e) {
      throw new UncheckedIOException("trierarch.database.url: " + file + " cannot be made", e);
    }
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA page_size=" + SQLITE_PAGE_BYTES);
      statement.execute("PRAGMA auto_vacuum=INCREMENTAL");
      statement.execute("VACUUM");
    }
  }
}
