package dev.trierarch.store.jpa;

import static dev.trierarch.store.Samples.configMapKey;
import static dev.trierarch.store.Samples.createConfigMap;
import static dev.trierarch.store.Samples.deleteConfigMap;
import static dev.trierarch.store.Samples.updateConfigMap;
import static dev.trierarch.store.Samples.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trierarch.settings.Settings;
import dev.trierarch.store.Change;
import dev.trierarch.store.Document;
import dev.trierarch.store.Documents;
import dev.trierarch.store.ObjectKey;
import dev.trierarch.store.RecordingWatcher;
import dev.trierarch.store.Revision;
import dev.trierarch.store.Samples;
import dev.trierarch.store.Store;
import dev.trierarch.store.StoreException;
import dev.trierarch.store.StoredObject;
import dev.trierarch.store.image.EncodedObject;
import dev.trierarch.store.snapshot.DamagedSnapshotException;
import dev.trierarch.store.snapshot.SnapshotFile;
import dev.trierarch.store.snapshot.SnapshotHeader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import java.util.stream.Stream;
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

  private static Snapshot snapshot(Settings settings) {
    return new Snapshot(settings, InstantSource.system());
  }

  private static SnapshotHeader restore(Settings settings, Path from) throws IOException {
    Snapshot snapshot = snapshot(settings);
    return snapshot.restore(from, snapshot.revision());
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
    SnapshotHeader taken = snapshot(original).take(file);
    restore(restored, file);

    assertThat(taken.revision()).isEqualTo(revision);
    assertThat(taken.objects()).isEqualTo(OBJECTS - 1);
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
  void aRestoredStoreHasNoLeaderThatIsGone() throws Exception {
    ObjectKey leader = lease("kube-system", "kube-scheduler");
    ObjectKey node = lease("kube-node-lease", "node-1");
    try (StandaloneStore opened = open(original)) {
      for (ObjectKey key : List.of(leader, node)) {
        Document document = Documents.encode(Samples.skeleton("Lease", key));
        opened.store().write(List.of(Change.create(key, document)), Samples.ORIGIN);
      }
    }
    snapshot(original).take(file);
    restore(restored, file);

    try (StandaloneStore opened = open(restored)) {
      assertThat(opened.store().image().get(leader)).isEmpty();
      assertThat(opened.store().image().get(node)).isPresent();
    }
  }

  private static ObjectKey lease(String namespace, String name) {
    return new ObjectKey("leases.coordination.k8s.io", namespace, name);
  }

  @Test
  void aRestoredStoreReusesNoRevisionAndSendsWatchersBackToTheList() throws Exception {
    long taken = fillOriginal();
    snapshot(original).take(file);
    restore(restored, file);

    try (StandaloneStore opened = open(restored)) {
      Store store = opened.store();
      assertThatThrownBy(() -> store.watch(null, null, taken, new RecordingWatcher()))
          .isInstanceOf(StoreException.Compacted.class);
      long old = store.image().get(configMapKey("key-0")).orElseThrow().revision();
      Revision row = updateConfigMap(store, configMapKey("key-0"), old, "3");
      assertThat(row.number()).isGreaterThan(taken + Snapshot.REVISIONS_SKIPPED_MIN);
      assertThat(value(row.previous())).isEqualTo("2");
      assertThat(store.imageAt(row.number() - 1).count("configmaps")).isEqualTo(OBJECTS - 1);
    }
  }

  @Test
  void aSecondRestoreOfOneFileReusesNoRevisionOfTheFirst() throws Exception {
    fillOriginal();
    snapshot(original).take(file);
    restore(restored, file);
    long seen;
    try (StandaloneStore opened = open(restored)) {
      seen = createConfigMap(opened.store(), configMapKey("lost"), "1").number();
    }

    Settings again = settings("again.db");
    restore(again, file);
    try (StandaloneStore opened = open(again)) {
      assertThat(opened.store().image().revision()).isGreaterThan(seen);
    }
  }

  @Test
  void theHeadGoesBeyondAllThatWasEverWrittenWhateverTheClockSays() {
    Instant now = Instant.parse("2026-01-01T00:00:00Z");
    long micros = now.toEpochMilli() * 1000;

    assertThat(Snapshot.headAfter(7, 1, now)).isEqualTo(micros);
    assertThat(Snapshot.headAfter(7, micros + 5, now)).isEqualTo(micros + 1_000_000_005);
    assertThat(Snapshot.headAfter(micros + 7, 1, now)).isEqualTo(micros + 1_000_000_007);
    assertThat(Snapshot.headAfter(7, 1, Instant.EPOCH)).isEqualTo(1_000_000_007);
  }

  @Test
  void aDamagedFileIsRefusedAndNothingIsMade() throws Exception {
    fillOriginal();
    snapshot(original).take(file);
    byte[] altered = Files.readAllBytes(file);
    altered[altered.length / 2] ^= 1;
    Files.write(file, altered);

    assertThatThrownBy(() -> snapshot(restored).restore(file, Optional.empty()))
        .isInstanceOf(DamagedSnapshotException.class)
        .hasMessageContaining(file.toString());
    assertThat(directory.resolve("restored.db")).doesNotExist();
  }

  @Test
  void aFileThatFailsHalfWayLeavesTheStoreAsItWas() throws Exception {
    long revision = fillOriginal();
    // Valid by its checksums, and yet refused by the database: two rows at one revision.
    Stream<Long> revisions =
        Stream.concat(LongStream.range(100, 100 + OBJECTS).boxed(), Stream.of(100L));
    new SnapshotFile(file)
        .write(
            new SnapshotHeader(5000, OBJECTS + 1, Instant.EPOCH),
            revisions.map(SnapshotTest::object).iterator());

    assertThatThrownBy(() -> restore(original, file)).isInstanceOf(StoreException.class);
    try (StandaloneStore opened = open(original)) {
      assertThat(opened.store().image().revision()).isEqualTo(revision);
      assertThat(opened.store().image().count("configmaps")).isEqualTo(OBJECTS - 1);
    }
  }

  @Test
  void aRestoreThatIsKilledMeanwhileLeavesTheOldStateOrTheNewOne() throws Exception {
    long revision = fillOriginal();
    int objects = 10_000;
    Stream<Long> revisions = LongStream.range(5, 5 + objects).boxed();
    new SnapshotFile(file)
        .write(
            new SnapshotHeader(20_000, objects, Instant.EPOCH),
            revisions.map(each -> object(each, "x".repeat(2000))).iterator());

    RestoringProcess.killedMeanwhile(directory.resolve("original.db"), file);

    try (StandaloneStore opened = open(original)) {
      boolean isOld = opened.store().image().revision() == revision;
      assertThat(opened.store().image().count("configmaps"))
          .isEqualTo(isOld ? OBJECTS - 1 : objects);
      assertThat(opened.store().image().get(configMapKey("key-0")).isPresent()).isEqualTo(isOld);
    }
    restore(original, file);
    try (StandaloneStore opened = open(original)) {
      assertThat(opened.store().image().count("configmaps")).isEqualTo(objects);
    }
  }

  private static EncodedObject object(long revision) {
    return object(revision, "");
  }

  private static EncodedObject object(long revision, String value) {
    byte[] json = ("{\"data\":\"" + value + "\"}").getBytes(StandardCharsets.UTF_8);
    return new EncodedObject(configMapKey("other-" + revision), revision, revision, json);
  }

  @Test
  void aRestoreReplacesOnlyTheStateThatItWasToldOf() throws Exception {
    long revision = fillOriginal();
    snapshot(original).take(file);

    assertThat(snapshot(original).revision()).contains(revision);
    assertThat(snapshot(restored).revision()).isEmpty();
    assertThatThrownBy(() -> snapshot(original).restore(file, Optional.empty()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("at revision " + revision);
    try (StandaloneStore opened = open(original)) {
      createConfigMap(opened.store(), configMapKey("younger"), "1");
    }
    restore(original, file);
    try (StandaloneStore opened = open(original)) {
      assertThat(opened.store().image().get(configMapKey("younger"))).isEmpty();
      assertThat(opened.store().image().count("configmaps")).isEqualTo(OBJECTS - 1);
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
      SnapshotHeader taken = snapshot(original).take(file);
      writer.join();

      assertThat(store.imageAt(taken.revision()).count("configmaps")).isEqualTo(taken.objects());
    }
    SnapshotHeader put = restore(restored, file);
    try (StandaloneStore opened = open(restored)) {
      assertThat(opened.store().image().count("configmaps")).isEqualTo(put.objects());
    }
  }
}
