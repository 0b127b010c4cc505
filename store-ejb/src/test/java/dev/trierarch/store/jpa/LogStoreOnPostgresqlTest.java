package dev.trierarch.store.jpa;

import static dev.trierarch.store.Samples.configMapKey;
import static dev.trierarch.store.Samples.createConfigMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trierarch.store.RecordingWatcher;
import dev.trierarch.store.Store;
import dev.trierarch.store.StoreContract;
import dev.trierarch.store.StoreException;
import dev.trierarch.store.bench.PostgresqlServer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The contract on PostgreSQL, and what only a server can do: serve several, and go away. */
@Tag("postgresql")
class LogStoreOnPostgresqlTest extends StoreContract {

  private static PostgresqlServer server;
  private static int databases;

  private DatabaseAddress address;
  private OpenedLogStore opened;

  @BeforeAll
  static void startServer() throws Exception {
    server = PostgresqlServer.start();
  }

  @AfterAll
  static void stopServer() throws Exception {
    server.close();
  }

  @Override
  protected Store open() throws Exception {
    databases++;
    String url = server.createDatabase("trierarch" + databases);
    address = DatabaseAddress.of(url, PostgresqlServer.USER, "none");
    opened = openAs("one");
    return opened.store;
  }

  private OpenedLogStore openAs(String writer) {
    return OpenedLogStore.open(address, BUFFERED_ROWS_MAX, 16, writer, UnaryOperator.identity());
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

  @Test
  void controlPlanesThatShareADatabaseShareOneOrder() throws Exception {
    int each = 15;
    long start = store.image().revision();
    RecordingWatcher here = new RecordingWatcher();
    store.watch("configmaps", null, start, here);
    try (OpenedLogStore other = openAs("two")) {
      RecordingWatcher there = new RecordingWatcher();
      other.store.watch("configmaps", null, start, there);
      CompletableFuture<Void> others =
          CompletableFuture.runAsync(() -> createEach(other.store, "there", each));
      createEach(store, "here", each);
      others.get();

      List<Long> all = LongStream.rangeClosed(start + 1, start + 2L * each).boxed().toList();
      assertThat(here.awaitRows(2 * each).numbers()).isEqualTo(all);
      assertThat(there.awaitRows(2 * each).numbers()).isEqualTo(all);
    }
  }

  /** The poll is made so slow that without hints nothing would arrive in time. */
  @Test
  void aHintBringsTheRowsOfAnotherControlPlaneAtOnce() throws Exception {
    try (OpenedLogStore other = openAs("two")) {
      RecordingWatcher there = new RecordingWatcher();
      other.store.watch("configmaps", null, store.image().revision(), there);
      for (int i = 1; i <= 20; i++) {
        createConfigMap(store, configMapKey("key-" + i), "1");
        there.awaitRows(i);
      }
    }
  }

  @Test
  void aListenerThatWasCutOffListensAgain() throws Exception {
    try (OpenedLogStore other = openAs("two")) {
      RecordingWatcher there = new RecordingWatcher();
      other.store.watch("configmaps", null, store.image().revision(), there);
      createConfigMap(store, configMapKey("before"), "1");
      there.awaitRows(1);
      assertThat(endListeners()).isEqualTo(2);

      for (int i = 1; i <= 20; i++) {
        createConfigMap(store, configMapKey("key-" + i), "1");
        there.awaitRows(1 + i);
      }
    }
  }

  private int endListeners() throws SQLException {
    try (Connection connection = new ClusterDataSource(address).getConnection();
        Statement statement = connection.createStatement();
        ResultSet ended =
            statement.executeQuery(
                "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity"
                    + " WHERE datname = current_database() AND query LIKE 'LISTEN%'")) {
      ended.next();
      return ended.getInt(1);
    }
  }

  @Test
  void aCurrentReadHasWhatAnotherControlPlaneHasJustWritten() throws Exception {
    try (OpenedLogStore other = openAs("two")) {
      for (int i = 0; i < 20; i++) {
        long written = createConfigMap(other.store, configMapKey("key-" + i), "1").number();
        assertThat(store.current().revision()).isEqualTo(written);
      }
    }
  }

  private static void createEach(Store store, String prefix, int count) {
    for (int i = 0; i < count; i++) {
      createConfigMap(store, configMapKey(prefix + "-" + i), "1");
    }
  }

  @Test
  void whileTheServerIsGoneReadsAreServedAndWritesComeBackWithIt() throws Exception {
    long before = createConfigMap(store, configMapKey("a"), "1").number();
    server.stopImmediately();
    try {
      assertThatThrownBy(() -> createConfigMap(store, configMapKey("b"), "1"))
          .isInstanceOf(StoreException.Unavailable.class);
      assertThat(store.image().get(configMapKey("a"))).isPresent();
      assertThat(store.ready()).isFalse();
      assertThatThrownBy(() -> store.current()).isInstanceOf(StoreException.Unavailable.class);
      assertThat(store.freshness().revision()).isEqualTo(before);
      assertThat(store.freshness().age()).isPositive();
    } finally {
      server.startAgain();
    }

    RecordingWatcher watcher = new RecordingWatcher();
    store.watch("configmaps", null, before, watcher);
    long after = createWhenReady();
    assertThat(watcher.awaitRevision(after).numbers()).containsExactly(before + 1);
    assertThat(store.ready()).isTrue();
  }

  /** Connections that the pool still holds are found broken one after the other. */
  private long createWhenReady() {
    StoreException.Unavailable last = null;
    for (int attempt = 0; attempt < 20; attempt++) {
      try {
        return createConfigMap(store, configMapKey("c"), "1").number();
      } catch (StoreException.Unavailable e) {
        last = e;
      }
    }
    throw last;
  }
}
