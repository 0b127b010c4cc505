package dev.trierarch.store.jpa;

import dev.trierarch.store.Store;
import dev.trierarch.store.StoreContract;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.io.TempDir;

/** The contract on SQLite. */
class LogStoreTest extends StoreContract {

  @TempDir private Path directory;

  private OpenedLogStore opened;

  @Override
  protected Store open() throws Exception {
    opened =
        OpenedLogStore.open(
            directory.resolve("trierarch.db"), BUFFERED_ROWS_MAX, UnaryOperator.identity());
    return opened.store;
  }

  @Override
  protected void close(Store store) {
    opened.close();
  }

  @Override
  protected void compact(Store store, long revision) {
    ((LogStore) store).compactTo(revision);
  }

  @Override
  protected void reportProgress(Store store) {
    ((LogStore) store).beat();
  }
}
