package dev.trierarch.store.jpa;

import static dev.trierarch.store.Samples.configMapKey;
import static dev.trierarch.store.Samples.createConfigMap;
import static dev.trierarch.store.Samples.updateConfigMap;
import static dev.trierarch.store.Samples.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trierarch.store.ObjectKey;
import dev.trierarch.store.StoreException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A store on SQLite whose disk fills up: in the write-ahead log, in a checkpoint, in compaction.
 */
class DiskFullTest {

  private static final int MEGABYTES = 40;
  private static final int WRITES_MAX = 5000;
  private static final String LARGE = "x".repeat(20_000);

  @TempDir private Path directory;

  private SmallDisk disk;
  private OpenedLogStore opened;
  private final Map<ObjectKey, Long> acknowledged = new TreeMap<>();

  @BeforeEach
  void open() throws Exception {
    disk = SmallDisk.mount(directory.resolve("disk"), MEGABYTES, "root");
    reopen();
  }

  private void reopen() {
    Path file = disk.directory().resolve("trierarch.db");
    opened = OpenedLogStore.open(file, 10_000, UnaryOperator.identity());
  }

  @AfterEach
  void close() throws Exception {
    opened.close();
    disk.close();
  }

  /** Returns what the store said when it took no more. */
  private StoreException.DiskFull writeUntilFull(String prefix) {
    for (int i = 0; i < WRITES_MAX; i++) {
      try {
        create(prefix + i);
      } catch (StoreException.DiskFull e) {
        return e;
      }
    }
    throw new AssertionError("the disk did not fill up with " + WRITES_MAX + " writes");
  }

  private void create(String name) {
    ObjectKey key = configMapKey(name);
    acknowledged.put(key, createConfigMap(opened.store, key, LARGE).number());
  }

  private void assertThatAllIsThere() {
    Map<ObjectKey, Long> found = new TreeMap<>();
    opened
        .store
        .image()
        .list("configmaps")
        .forEach(object -> found.put(object.key(), object.revision()));
    assertThat(found).isEqualTo(acknowledged);
  }

  @Test
  void whileTheDiskIsFullReadsAreServedAndWritesComeBackWithSpace() throws Exception {
    create("first");
    disk.fillUpTo(200_000);

    StoreException.DiskFull refused = writeUntilFull("early-");
    assertThat(refused)
        .hasMessageContaining(disk.directory().toString())
        .hasMessageContaining("free some space");
    assertThat(opened.store.ready()).isFalse();
    assertThatAllIsThere();
    assertThat(
            value(
                opened
                    .store
                    .imageAt(acknowledged.get(configMapKey("first")))
                    .get(configMapKey("first"))
                    .orElseThrow()))
        .isEqualTo(LARGE);
    assertThatThrownBy(() -> create("refused")).isInstanceOf(StoreException.DiskFull.class);

    disk.makeSpace();
    create("after");
    assertThat(opened.store.ready()).isTrue();
    opened.close();
    reopen();
    assertThatAllIsThere();
  }

  /** Once the write-ahead log goes round, it needs no space; moving it into the file does. */
  @Test
  void aDiskThatIsFullInACheckpointLosesNothing() throws Exception {
    for (int i = 0; i < 500; i++) {
      create("early-" + i);
    }
    disk.fillUpTo(200_000);
    int before = acknowledged.size();

    writeUntilFull("late-");
    assertThat((acknowledged.size() - before) * LARGE.length()).isGreaterThan(1_000_000);
    assertThatAllIsThere();
    disk.makeSpace();
    create("after");
    opened.close();
    reopen();
    assertThatAllIsThere();
  }

  @Test
  void aDiskThatIsFullInCompactionLosesNothing() throws Exception {
    ObjectKey key = configMapKey("often");
    long revision = createConfigMap(opened.store, key, LARGE).number();
    for (int i = 0; i < 300; i++) {
      revision = updateConfigMap(opened.store, key, revision, LARGE + i).number();
    }
    acknowledged.put(key, revision);
    disk.fillUpTo(0);
    writeUntilFull("filling-");

    long head = opened.store.image().revision();
    assertThatThrownBy(() -> opened.store.compactTo(head))
        .isInstanceOf(StoreException.DiskFull.class);
    assertThatAllIsThere();
    disk.makeSpace();
    opened.store.compactTo(head);
    assertThat(opened.store.oldestRevision()).isEqualTo(head);
    create("after");
    opened.close();
    reopen();
    assertThatAllIsThere();
  }
}
