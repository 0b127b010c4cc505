package dev.trierarch.store.jpa;

import dev.trierarch.settings.Settings;
import dev.trierarch.store.Store;
import java.time.InstantSource;
import java.util.UUID;

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
    DatabaseAddress address = DatabaseAddress.of(settings);
    Schema.migrate(address);
    StandaloneTransactions transactions = new StandaloneTransactions(address);
    LogDatabase database =
        new JpaLogDatabase(transactions, address.kind(), UUID.randomUUID().toString());
    LogStore store = LogStore.open(database, LogStoreSettings.of(settings), clock, Thread::new);
    return new StandaloneStore(transactions, store);
  }

  public Store store() {
    return store;
  }

  @Override
  public void close() {
    store.close();
    transactions.close();
  }
}
