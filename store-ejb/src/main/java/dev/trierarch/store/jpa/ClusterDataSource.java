package dev.trierarch.store.jpa;

import dev.trierarch.settings.Settings;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;
import org.sqlite.SQLiteConnection;
import org.sqlite.SQLiteDataSource;

/** Connects to the database that the settings name; the application server pools what it gives. */
public class ClusterDataSource implements DataSource {

  private final DataSource delegate;

  /** As the application server makes it: from system properties and the environment. */
  public ClusterDataSource() {
    this(DatabaseAddress.of(Settings.fromEnvironment()));
  }

  ClusterDataSource(DatabaseAddress address) {
    delegate =
        switch (address.kind()) {
          case SQLITE -> sqlite(address);
          case POSTGRESQL -> postgresql(address);
        };
  }

  private static DataSource sqlite(DatabaseAddress address) {
    SqliteFile.prepare(Path.of(address.sqliteFile()));
    SQLiteDataSource dataSource =
        new SQLiteDataSource() {
          @Override
          public SQLiteConnection getConnection(String user, String password) throws SQLException {
            return SqliteConnection.open(getUrl());
          }
        };
    dataSource.setUrl(address.jdbcUrl());
    return dataSource;
  }

  private static DataSource postgresql(DatabaseAddress address) {
    PGSimpleDataSource dataSource = new PGSimpleDataSource();
    dataSource.setURL(address.jdbcUrl());
    if (!address.user().isEmpty()) {
      dataSource.setUser(address.user());
      dataSource.setPassword(address.password());
    }
    return dataSource;
  }

  /** The name under which PostgreSQL shows the connections. */
  public void setApplicationName(String applicationName) {
    if (delegate instanceof PGSimpleDataSource postgresql) {
      postgresql.setApplicationName(applicationName);
    }
  }

  @Override
  public Connection getConnection() throws SQLException {
    return delegate.getConnection();
  }

  /** The settings say who connects; a pool's own idea of it is not needed. */
  @Override
  public Connection getConnection(String user, String password) throws SQLException {
    return delegate.getConnection();
  }

  @Override
  public PrintWriter getLogWriter() throws SQLException {
    return delegate.getLogWriter();
  }

  @Override
  public void setLogWriter(PrintWriter out) throws SQLException {
    delegate.setLogWriter(out);
  }

  @Override
  public void setLoginTimeout(int seconds) throws SQLException {
    delegate.setLoginTimeout(seconds);
  }

  @Override
  public int getLoginTimeout() throws SQLException {
    return delegate.getLoginTimeout();
  }

  @Override
  public Logger getParentLogger() throws SQLFeatureNotSupportedException {
    return Logger.getLogger(ClusterDataSource.class.getPackageName());
  }

  @Override
  public <T> T unwrap(Class<T> type) throws SQLException {
    return type.isInstance(this) ? type.cast(this) : delegate.unwrap(type);
  }

  @Override
  public boolean isWrapperFor(Class<?> type) throws SQLException {
    return type.isInstance(this) || delegate.isWrapperFor(type);
  }
}
