package dev.trierarch.store.jpa;

import dev.trierarch.store.StoreException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Refuses a PostgreSQL server that is too old, or on which no commit is sure to be on disk. */
final class PostgresqlServerCheck {

  private static final int MAJOR_VERSION_MIN = 15;

  /** As in 150004 for 15.4. */
  private static final int VERSION_NUMBERS_A_MAJOR = 10_000;

  private PostgresqlServerCheck() {}

  /**
   * @throws StoreException.Unavailable when it is refused, or cannot be reached
   */
  static void check(DatabaseAddress address) {
    try (Connection connection = new ClusterDataSource(address).getConnection();
        Statement statement = connection.createStatement()) {
      String version = setting(statement, "server_version_num");
      if (Integer.parseInt(version) / VERSION_NUMBERS_A_MAJOR < MAJOR_VERSION_MIN) {
        throw refused(
            address,
            "the server is PostgreSQL "
                + setting(statement, "server_version")
                + ": use version 15 or later");
      }
      if (setting(statement, "fsync").equals("off")) {
        throw refused(
            address,
            "the server runs with fsync = off, so that a power loss takes writes that were"
                + " acknowledged and can damage the database: set fsync = on in postgresql.conf,"
                + " reload the server and start again");
      }
    } catch (SQLException e) {
      throw new StoreException.Unavailable(address + ": " + e.getMessage(), e);
    }
  }

  private static String setting(Statement statement, String name) throws SQLException {
    try (ResultSet answer = statement.executeQuery("SHOW " + name)) {
      answer.next();
      return answer.getString(1);
    }
  }

  private static StoreException refused(DatabaseAddress address, String why) {
    return new StoreException.Unavailable("trierarch.database.url: " + address + ": " + why, null);
  }
}
