package dev.trierarch.store.jpa;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.UnaryOperator;

/** A log store on a SQLite file, opened as a command line opens it, with small bounds for tests. */
final class LogStoreOnSqlite implements AutoCloseable {

  static final int WAITING_WRITES_MAX = 200;

  private final StandaloneTransactions transactions;
  final LogStore store;

  private LogStoreOnSqlite(StandaloneTransactions transactions, LogStore store) {
    this.transactions = transactions;
    this.store = store;
  }

  static LogStoreOnSqlite open(Path file, int bufferedRowsMax) throws Exception {
    return open(file, bufferedRowsMax, UnaryOperator.identity());
  }

  /**
   * @param disturbed puts something between the store and its database
   */
  static LogStoreOnSqlite open(Path file, int bufferedRowsMax, UnaryOperator<LogDatabase> disturbed)
      throws Exception {
    return open(file, bufferedRowsMax, 16, "one", disturbed);
  }

  static LogStoreOnSqlite open(
      Path file,
      int bufferedRowsMax,
      int recentRowsMax,
      String writer,
      UnaryOperator<LogDatabase> disturbed)
      throws Exception {
    DatabaseAddress address = DatabaseAddress.of("jdbc:sqlite:" + file, "", "");
    Schema.migrate(address);
    StandaloneTransactions transactions = new StandaloneTransactions(address);
    LogDatabase database =
        disturbed.apply(new JpaLogDatabase(transactions, address.kind(), writer));
    LogStoreSettings settings =
        new LogStoreSettings(
            WAITING_WRITES_MAX, bufferedRowsMax, recentRowsMax, 100, Duration.ofMinutes(10), true);
    return new LogStoreOnSqlite(
        transactions, LogStore.open(database, settings, InstantSource.system(), Thread::new));
  }

  @Override
  public void close() {
    store.close();
    transactions.close();
  }
}
