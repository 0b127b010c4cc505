package dev.trierarch.store.jpa;

import static dev.trierarch.store.Samples.configMapKey;
import static dev.trierarch.store.Samples.createConfigMap;
import static dev.trierarch.store.Samples.deleteConfigMap;
import static dev.trierarch.store.Samples.updateConfigMap;
import static dev.trierarch.store.Samples.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trierarch.settings.Settings;
import dev.trierarch.store.RecordingWatcher;
import dev.trierarch.store.Revision;
import dev.trierarch.store.Store;
import dev.trierarch.store.StoreException;
import dev.trierarch.store.StoredObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SnapshotTest {

  private static final int OBJECTS = 1500;

  @TempDir private Path directory;

  private Settings original;
  private Settings restored;
  private Path file;

  @BeforeEach
  void name() {
    original = settings("original.db");
    restored = settings("restored.db");
    file = directory.resolve("cluster.snapshot");
  }

  private Settings settings(String name) {
    return new Settings(
        Map.of("trierarch.database.url", "jdbc:sqlite:" + directory.resolve(name))::get);
  }

  private static StandaloneStore open(Settings settings) {
    return StandaloneStore.open(settings, InstantSource.system());
  }

  /** Some objects, one updated and one deleted. */
  private long fillOriginal() {
    try (StandaloneStore opened = open(original)) {
      Store store = opened.store();
      long revision = 0;
      for (int i = 0; i < OBJECTS; i++) {
        revision = createConfigMap(store, configMapKey("key-" + i), "1").number();
      }
      updateConfigMap(store, configMapKey("key-0"), revision - OBJECTS + 1, "2");
      deleteConfigMap(store, configMapKey("key-1"), revision - OBJECTS + 2);
      return store.image().revision();
    }
  }

  @Test
  void aRestoredStoreHasTheStateThatWasTaken() throws Exception {
    long revision = fillOriginal();
    Snapshot.Summary taken = Snapshot.take(original, file);
    Snapshot.restore(restored, file);

    assertThat(taken).isEqualTo(new Snapshot.Summary(revision, OBJECTS - 1));
    try (StandaloneStore before = open(original);
        StandaloneStore after = open(restored)) {
      List<StoredObject> expected = before.store().image().list("configmaps").toList();
      List<StoredObject> actual = after.store().image().list("configmaps").toList();
      assertThat(actual).hasSameSizeAs(expected);
      for (int i = 0; i < expected.size(); i++) {
        assertThat(actual.get(i).key()).isEqualTo(expected.get(i).key());
        assertThat(actual.get(i).revision()).isEqualTo(expected.get(i).revision());
        assertThat(actual.get(i).json()).isEqualTo(expected.get(i).json());
      }
    }
  }

  @Test
  void aRestoredStoreReusesNoRevisionAndSendsWatchersBackToTheList() throws Exception {
    long taken = fillOriginal();
    Snapshot.take(original, file);
    Snapshot.restore(restored, file);

    try (StandaloneStore opened = open(restored)) {
      Store store = opened.store();
      assertThatThrownBy(() -> store.watch(null, null, taken, new RecordingWatcher()))
          .isInstanceOf(StoreException.Compacted.class);
      long old = store.image().get(configMapKey("key-0")).orElseThrow().revision();
      Revision row = updateConfigMap(store, configMapKey("key-0"), old, "3");
      assertThat(row.number()).isGreaterThan(taken + Snapshot.REVISIONS_SKIPPED);
      assertThat(value(row.previous())).isEqualTo("2");
      assertThat(store.imageAt(row.number() - 1).count("configmaps")).isEqualTo(OBJECTS - 1);
    }
  }

  @Test
  void aDamagedFileIsRefusedAndNothingIsMade() throws Exception {
    fillOriginal();
    Snapshot.take(original, file);
    byte[] whole = Files.readAllBytes(file);
    byte[] altered = whole.clone();
    altered[whole.length / 2] ^= 1;

    for (byte[] damaged :
        List.of(altered, Arrays.copyOf(whole, whole.length - 100), new byte[] {1, 2, 3})) {
      Files.write(file, damaged);
      assertThatThrownBy(() -> Snapshot.restore(restored, file))
          .isInstanceOf(IOException.class)
          .hasMessageContaining(file.toString());
      assertThat(directory.resolve("restored.db")).doesNotExist();
    }
  }

  @Test
  void aStoreThatHoldsSomethingIsNotOverwritten() throws Exception {
    long revision = fillOriginal();
    Snapshot.take(original, file);

    assertThatThrownBy(() -> Snapshot.restore(original, file))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("not empty");
    try (StandaloneStore opened = open(original)) {
      assertThat(opened.store().image().revision()).isEqualTo(revision);
    }
  }

  @Test
  void aSnapshotIsOneRevisionWhileWritesGoOn() throws Exception {
    fillOriginal();
    try (StandaloneStore opened = open(original)) {
      Store store = opened.store();
      Thread writer =
          new Thread(
              () -> {
                for (int i = 0; i < 200; i++) {
                  createConfigMap(store, configMapKey("late-" + i), "1");
                }
              });
      writer.start();
      Snapshot.Summary taken = Snapshot.take(original, file);
      writer.join();

      assertThat(store.imageAt(taken.revision()).count("configmaps")).isEqualTo(taken.objects());
    }
    Snapshot.Summary put = Snapshot.restore(restored, file);
    try (StandaloneStore opened = open(restored)) {
      assertThat(opened.store().image().count("configmaps")).isEqualTo(put.objects());
    }
  }
}
