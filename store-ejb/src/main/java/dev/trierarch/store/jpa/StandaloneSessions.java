package dev.trierarch.store.jpa;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Properties;
import org.eclipse.persistence.exceptions.DatabaseException;
import org.eclipse.persistence.sessions.DatabaseLogin;
import org.eclipse.persistence.sessions.DefaultConnector;
import org.eclipse.persistence.sessions.Session;
import org.eclipse.persistence.sessions.SessionCustomizer;

/**
 * Has EclipseLink's own pool behave as an application server's does: the same connections to
 * SQLite, and a lost connection is an error at once, not after attempts that are seconds apart.
 */
public final class StandaloneSessions implements SessionCustomizer {

  @Override
  public void customize(Session session) {
    DatabaseLogin login = (DatabaseLogin) session.getDatasourceLogin();
    login.setQueryRetryAttemptCount(0);
    String url = ((DefaultConnector) login.getConnector()).getDatabaseURL();
    if (url.startsWith(DatabaseAddress.Kind.SQLITE.urlPrefix())) {
      login.setConnector(new SqliteConnector(url));
    }
  }

  /** Connects without the driver manager, which would give the driver's own connections. */
  private static final class SqliteConnector extends DefaultConnector {

    private static final long serialVersionUID = 1L;

    SqliteConnector(String url) {
      setDatabaseURL(url);
    }

    @Override
    public Connection connect(Properties properties, Session session) {
      try {
        return SqliteConnection.open(getDatabaseURL());
      } catch (SQLException e) {
        throw DatabaseException.sqlException(e);
      }
    }
  }
}
