package dev.trierarch.store.memory;

import static dev.trierarch.store.Samples.configMapKey;
import static dev.trierarch.store.Samples.createConfigMap;
import static dev.trierarch.store.Samples.updateConfigMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trierarch.store.RecordingWatcher;
import dev.trierarch.store.Revision;
import dev.trierarch.store.Store;
import dev.trierarch.store.StoreContract;
import dev.trierarch.store.StoreException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class InMemoryStoreTest extends StoreContract {

  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

  @Override
  protected Store open() {
    return new InMemoryStore(InstantSource.fixed(NOW), 1000, BUFFERED_ROWS_MAX);
  }

  @Override
  protected void close(Store opened) {
    ((InMemoryStore) opened).close();
  }

  @Override
  protected void compact(Store opened, long revision) {
    ((InMemoryStore) opened).compact(revision);
  }

  @Override
  protected void reportProgress(Store opened) {
    ((InMemoryStore) opened).reportProgress();
  }

  @Test
  void watchersHaveBeenCalledWhenTheWriteReturns() {
    RecordingWatcher watcher = new RecordingWatcher();
    store.watch("configmaps", null, store.image().revision(), watcher);

    Revision row = createConfigMap(store, configMapKey("a"), "1");
    assertThat(watcher.rows()).containsExactly(row);
  }

  @Test
  void rowsCarryTheTimeOfTheClock() {
    assertThat(createConfigMap(store, configMapKey("a"), "1").time()).isEqualTo(NOW);
  }

  @Test
  void aWatcherThatWritesDisturbsNobodysOrder() {
    List<Long> first = new ArrayList<>();
    List<Long> second = new ArrayList<>();
    long start = store.image().revision();
    store.watch("configmaps", null, start, new Reacting(first, store));
    store.watch("configmaps", null, start, new Reacting(second, store));
    long head = createConfigMap(store, configMapKey("a"), "0").number();

    assertThat(first).containsExactly(head, head + 1, head + 2);
    assertThat(second).isEqualTo(first);
  }

  /** Answers a creation by two updates, unless another watcher has done so. */
  private record Reacting(List<Long> seen, Store store) implements Store.Watcher {

    @Override
    public void onRows(List<Revision> rows, long revision) {
      seen.add(revision);
      Revision row = rows.get(0);
      if (row.previous() == null && store.image().revision() == revision) {
        updateConfigMap(store, row.key(), revision, "1");
        updateConfigMap(store, row.key(), revision + 1, "2");
      }
    }

    @Override
    public void onProgress(long revision) {
      seen.add(revision);
    }

    @Override
    public void onClosed(String reason) {
      seen.add(-1L);
    }
  }

  @Test
  void theOldestRowsAreForgottenBeyondTheBound() {
    InMemoryStore small = new InMemoryStore(InstantSource.system(), 5, BUFFERED_ROWS_MAX);
    long first = small.image().revision();
    for (int i = 0; i < 8; i++) {
      createConfigMap(small, configMapKey("key-" + i), "1");
    }

    assertThat(small.oldestRevision()).isEqualTo(first + 3);
    assertThatThrownBy(() -> small.imageAt(first)).isInstanceOf(StoreException.Compacted.class);
    assertThat(small.imageAt(first + 3).count("configmaps")).isEqualTo(3);
  }
}
