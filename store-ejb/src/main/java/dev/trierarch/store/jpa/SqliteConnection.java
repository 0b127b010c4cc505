package dev.trierarch.store.jpa;

import java.sql.SQLException;
import java.util.Properties;
import org.sqlite.JDBC;
import org.sqlite.jdbc4.JDBC4Connection;

/**
 * A connection to SQLite that stays of use when SQLite itself has rolled a transaction back, as it
 * does when the disk is full.
 *
 * <p>The driver's own would fail to roll back what is rolled back already, and would then never
 * begin a transaction again: each later statement would commit by itself.
 */
final class SqliteConnection extends JDBC4Connection {

  private SqliteConnection(String url, Properties properties) throws SQLException {
    super(url, url.substring(JDBC.PREFIX.length()), properties);
  }

  static SqliteConnection open(String url) throws SQLException {
    return new SqliteConnection(url, new Properties());
  }

  @Override
  public void rollback() throws SQLException {
    try {
      super.rollback();
    } catch (SQLException e) {
      beginAnew(e);
    }
  }

  /** Succeeds only when no transaction was left to roll back. */
  private void beginAnew(SQLException failure) throws SQLException {
    try {
      getDatabase().exec(transactionPrefix(), getAutoCommit());
    } catch (SQLException e) {
      failure.addSuppressed(e);
      throw failure;
    }
  }
}
