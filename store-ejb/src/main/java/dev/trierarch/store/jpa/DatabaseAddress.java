package dev.trierarch.store.jpa;

import dev.trierarch.settings.Settings;
import java.util.Map;
import java.util.TreeMap;

/**
 * Where the log is kept and how to get there.
 *
 * @param jdbcUrl with all that the connection needs for a commit to mean "on disk"
 */
public record DatabaseAddress(Kind kind, String jdbcUrl, String user, String password) {

  /** The databases that can keep the log. */
  public enum Kind {
    SQLITE("jdbc:sqlite:"),
    POSTGRESQL("jdbc:postgresql:");

    private final String urlPrefix;

    Kind(String urlPrefix) {
      this.urlPrefix = urlPrefix;
    }

    String urlPrefix() {
      return urlPrefix;
    }
  }

  /** How long a statement waits for another connection's lock on the file. */
  private static final int BUSY_TIMEOUT_MILLIS = 15_000;

  /** What a burst of writes left of the write-ahead log is given back down to this. */
  private static final int WAL_BYTES_KEPT_MAX = 64 * 1024 * 1024;

  /**
   * FULL syncs the write-ahead log at each commit; with NORMAL a power loss could undo the last
   * ones.
   */
  private static final String SQLITE_PRAGMAS =
      "journal_mode=WAL&synchronous=FULL&busy_timeout="
          + BUSY_TIMEOUT_MILLIS
          + "&journal_size_limit="
          + WAL_BYTES_KEPT_MAX;

  private static final Map<String, String> POSTGRESQL_TIMEOUTS =
      new TreeMap<>(
          Map.of(
              "connectTimeout", "5",
              "socketTimeout", "15",
              "tcpKeepAlive", "true",
              "options", "-c%20idle_in_transaction_session_timeout=15s"));

  /**
   * @throws IllegalArgumentException when the URL is of no database that is supported
   */
  public static DatabaseAddress of(Settings settings) {
    return of(settings.databaseUrl(), settings.databaseUser(), settings.databasePassword());
  }

  static DatabaseAddress of(String url, String user, String password) {
    if (url.startsWith(Kind.SQLITE.urlPrefix)) {
      String separator = url.contains("?") ? "&" : "?";
      return new DatabaseAddress(Kind.SQLITE, url + separator + SQLITE_PRAGMAS, user, password);
    }
    if (url.startsWith(Kind.POSTGRESQL.urlPrefix)) {
      return new DatabaseAddress(Kind.POSTGRESQL, withTimeouts(url), user, password);
    }
    throw new IllegalArgumentException(
        "trierarch.database.url: must begin with jdbc:sqlite: or jdbc:postgresql:, e.g."
            + " jdbc:sqlite:/var/lib/trierarch/trierarch.db or"
            + " jdbc:postgresql://localhost/trierarch");
  }

  /**
   * With the timeouts that the URL does not set itself: a server that has vanished is an error
   * after seconds, and a control plane that has vanished does not keep the log's head locked.
   */
  private static String withTimeouts(String url) {
    StringBuilder complete = new StringBuilder(url);
    POSTGRESQL_TIMEOUTS.forEach(
        (name, value) -> {
          if (!url.contains(name + "=")) {
            complete.append(complete.indexOf("?") < 0 ? '?' : '&').append(name).append('=');
            complete.append(value);
          }
        });
    return complete.toString();
  }

  /** The file of a SQLite database. */
  String sqliteFile() {
    String rest = jdbcUrl.substring(Kind.SQLITE.urlPrefix.length());
    return rest.substring(0, rest.indexOf('?'));
  }

  /** Leaves the password out. */
  @Override
  public String toString() {
    return kind + " " + (kind == Kind.SQLITE ? sqliteFile() : jdbcUrl.replaceAll("\\?.*", ""));
  }
}
