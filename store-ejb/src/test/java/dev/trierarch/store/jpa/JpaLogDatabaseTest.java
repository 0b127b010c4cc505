package dev.trierarch.store.jpa;

import static dev.trierarch.store.Samples.configMapKey;
import static dev.trierarch.store.Samples.createConfigMap;
import static dev.trierarch.store.Samples.updateConfigMap;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trierarch.store.StoreException;
import jakarta.persistence.EntityManager;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a compaction that comes between two statements of a read does to it. */
class JpaLogDatabaseTest {

  private static final long LAST = 10;

  @TempDir private Path directory;
  private DatabaseAddress address;

  @BeforeEach
  void writeOneObjectAgainAndAgain() {
    Path file = directory.resolve("store.db");
    address = DatabaseAddress.of("jdbc:sqlite:" + file, "", "");
    try (OpenedLogStore opened = OpenedLogStore.open(file, 100, UnaryOperator.identity())) {
      long revision = createConfigMap(opened.store, configMapKey("a"), "0").number();
      while (revision < LAST) {
        revision = updateConfigMap(opened.store, configMapKey("a"), revision, "1").number();
      }
    }
  }

  @Test
  void aStateOfWhichACompactionTookRowsIsRefused() {
    try (StandaloneTransactions transactions = new StandaloneTransactions(address)) {
      LogDatabase database = compactedBeforeRowsAreRead(transactions);
      assertThatThrownBy(() -> database.stateAt(5, 0)).isInstanceOf(StoreException.Compacted.class);
    }
  }

  @Test
  void aPageOfTheLogOfWhichACompactionTookRowsIsRefused() {
    try (StandaloneTransactions transactions = new StandaloneTransactions(address)) {
      LogDatabase database = compactedBeforeRowsAreRead(transactions);
      assertThatThrownBy(() -> database.transactionsAfter(5))
          .isInstanceOf(StoreException.Compacted.class);
    }
  }

  /** A database whose log is compacted after a page's end was found and before its rows are. */
  private LogDatabase compactedBeforeRowsAreRead(StandaloneTransactions transactions) {
    JpaLogDatabase other = new JpaLogDatabase(transactions, address, "other");
    AtomicBoolean compacted = new AtomicBoolean();
    Runnable compact =
        () -> {
          if (compacted.compareAndSet(false, true)) {
            other.exclusively(
                log -> {
                  log.compactTo(LAST);
                  return log.bounds();
                });
          }
        };
    Transactions disturbed =
        new Transactions() {
          @Override
          public <T> T run(Function<EntityManager, T> work) {
            return transactions.run(entityManager -> work.apply(disturbed(entityManager, compact)));
          }
        };
    return new JpaLogDatabase(disturbed, address, "reader");
  }

  private static EntityManager disturbed(EntityManager delegate, Runnable beforeRowsAreRead) {
    return (EntityManager)
        Proxy.newProxyInstance(
            EntityManager.class.getClassLoader(),
            new Class<?>[] {EntityManager.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("createQuery")
                  && arguments[0].toString().startsWith("SELECT r FROM LogRow")) {
                beforeRowsAreRead.run();
              }
              try {
                return method.invoke(delegate, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }
}
