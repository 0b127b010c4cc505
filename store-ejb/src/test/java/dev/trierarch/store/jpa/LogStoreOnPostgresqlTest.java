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
