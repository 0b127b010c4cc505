package dev.trierarch.store.jpa;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;

/**
 * Hears from PostgreSQL when another control plane has moved the log's head, on a connection of its
 * own, which it makes anew whenever it is lost. What it misses meanwhile the tail's poll finds.
 */
final class PostgresqlListening implements Listening {

  private static final Logger LOG = Logger.getLogger(PostgresqlListening.class.getName());

  private static final String CHANNEL = "trierarch_log";
  private static final int SILENCE_MILLIS_MAX = 10_000;
  private static final int PROBE_SECONDS_MAX = 5;
  private static final long RECONNECT_PAUSE_MILLIS = 1000;

  private final DatabaseAddress address;
  private final String writer;
  private final LongConsumer appendedThrough;
  private final CountDownLatch closing = new CountDownLatch(1);
  private volatile Connection connection;
  private volatile boolean on;

  private PostgresqlListening(
      DatabaseAddress address, String writer, LongConsumer appendedThrough) {
    this.address = address;
    this.writer = writer;
    this.appendedThrough = appendedThrough;
  }

  /**
   * @param writer whose own rows are no news
   * @param appendedThrough is told a revision at which the log has a row of another writer
   */
  static Listening start(
      DatabaseAddress address, String writer, LongConsumer appendedThrough, ThreadFactory threads) {
    PostgresqlListening listening = new PostgresqlListening(address, writer, appendedThrough);
    threads.newThread(listening::run).start();
    return listening;
  }

  private void run() {
    try {
      do {
        listenUntilLost();
      } while (!closing.await(RECONNECT_PAUSE_MILLIS, TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void listenUntilLost() {
    try (Connection opened = new ClusterDataSource(address).getConnection();
        Statement statement = opened.createStatement()) {
      connection = opened;
      statement.execute("LISTEN " + CHANNEL);
      on = true;
      appendedThrough.accept(Long.MAX_VALUE); // what was said before is lost
      while (!isClosing() && hearNext(opened)) {
        LOG.log(Level.FINEST, "listening to {0}", address);
      }
    } catch (SQLException e) {
      LOG.log(Level.FINE, e, () -> "no hints from " + address + " until it can be reached again");
    } finally {
      on = false;
    }
  }

  /**
   * @return false when nothing was heard and the connection turns out to be dead
   */
  private boolean hearNext(Connection opened) throws SQLException {
    PGNotification[] heard = opened.unwrap(PGConnection.class).getNotifications(SILENCE_MILLIS_MAX);
    if (heard == null || heard.length == 0) {
      return opened.isValid(PROBE_SECONDS_MAX);
    }
    for (PGNotification each : heard) {
      tell(each.getParameter());
    }
    return true;
  }

  /** As in {@code 42 8f14e45f-…}. */
  private void tell(String hint) {
    int space = hint.indexOf(' ');
    if (space > 0 && !hint.substring(space + 1).equals(writer)) {
      appendedThrough.accept(Long.parseLong(hint.substring(0, space)));
    }
  }

  private boolean isClosing() {
    return closing.getCount() == 0;
  }

  @Override
  public boolean isOn() {
    return on;
  }

  @Override
  public void close() {
    closing.countDown();
    Connection opened = connection;
    if (opened != null) {
      try {
        opened.abort(Runnable::run);
      } catch (SQLException e) {
        LOG.log(Level.FINE, e, () -> "the connection to " + address + " was gone already");
      }
    }
  }
}
