package dev.trierarch.store.jpa;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.UnaryOperator;

/** A log store on a database, opened as a command line opens it, with small bounds for tests. */
final class OpenedLogStore implements AutoCloseable {

  static final int WAITING_WRITES_MAX = 200;

  static final int PAST_BYTES_MAX = 2_000_000;

  private static final int HISTORY_ROWS = 100;
  private static final Duration HISTORY_AGE = Duration.ofMinutes(10);

  /** So long that only hints tell of another control plane's rows. */
  private static final Duration POLL_WITH_HINTS = Duration.ofHours(1);

  private final StandaloneTransactions transactions;
  final LogStore store;

  private OpenedLogStore(StandaloneTransactions transactions, LogStore store) {
    this.transactions = transactions;
    this.store = store;
  }

  /**
   * @param disturbed puts something between the store and its database
   */
  static OpenedLogStore open(
      Path sqliteFile, int bufferedRowsMax, UnaryOperator<LogDatabase> disturbed) {
    return open(sqliteFile, bufferedRowsMax, "one", disturbed);
  }

  static OpenedLogStore open(
      Path sqliteFile, int bufferedRowsMax, String writer, UnaryOperator<LogDatabase> disturbed) {
    DatabaseAddress address = DatabaseAddress.of("jdbc:sqlite:" + sqliteFile, "", "");
    return open(address, bufferedRowsMax, 16, writer, disturbed);
  }

  static OpenedLogStore open(
      DatabaseAddress address,
      int bufferedRowsMax,
      int recentRowsMax,
      String writer,
      UnaryOperator<LogDatabase> disturbed) {
    Schema.migrate(address);
    StandaloneTransactions transactions = new StandaloneTransactions(address);
    LogDatabase database = disturbed.apply(new JpaLogDatabase(transactions, address, writer));
    LogStoreSettings settings =
        new LogStoreSettings(
            WAITING_WRITES_MAX,
            bufferedRowsMax,
            recentRowsMax,
            PAST_BYTES_MAX,
            HISTORY_ROWS,
            HISTORY_AGE,
            true,
            POLL_WITH_HINTS);
    return new OpenedLogStore(
        transactions, LogStore.open(database, settings, InstantSource.system(), Thread::new));
  }

  @Override
  public void close() {
    store.close();
    transactions.close();
  }
}
