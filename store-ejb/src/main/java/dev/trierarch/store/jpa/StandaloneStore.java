package dev.trierarch.store.jpa;

import dev.trierarch.settings.Settings;
import dev.trierarch.store.Store;
import java.time.InstantSource;
import java.util.UUID;
import java.util.function.UnaryOperator;

/** A store on a database without an application server: for command lines and benchmarks. */
public final class StandaloneStore implements AutoCloseable {

  private final StandaloneTransactions transactions;
  private final LogStore store;

  private StandaloneStore(StandaloneTransactions transactions, LogStore store) {
    this.transactions = transactions;
    this.store = store;
  }

  /** Opens the store on the database that the settings name, and makes it when it is not there. */
  public static StandaloneStore open(Settings settings, InstantSource clock) {
    return openObserved(settings, clock, UnaryOperator.identity());
  }

  /** Opens a store whose work passes the failpoints. */
  public static StandaloneStore open(
      Settings settings, InstantSource clock, Failpoints failpoints) {
    return openObserved(settings, clock, database -> new FailpointDatabase(database, failpoints));
  }

  private static StandaloneStore openObserved(
      Settings settings, InstantSource clock, UnaryOperator<LogDatabase> observed) {
    DatabaseAddress address = DatabaseAddress.of(settings);
    Schema.migrate(address);
    StandaloneTransactions transactions = new StandaloneTransactions(address);
    LogDatabase database = new JpaLogDatabase(transactions, address, UUID.randomUUID().toString());
    LogStore store =
        LogStore.open(observed.apply(database), LogStoreSettings.of(settings), clock, Thread::new);
    return new StandaloneStore(transactions, store);
  }

  public Store store() {
    return store;
  }

  /** Does what is done now and then, as an application's timer has it done. */
  public void beat() {
    store.beat();
  }

  /** Removes all history up to a revision. */
  public void compactTo(long revision) {
    store.compactTo(revision);
  }

  @Override
  public void close() {
    store.close();
    transactions.close();
  }
}
