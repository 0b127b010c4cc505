package dev.trierarch.store.jpa;

import static dev.trierarch.store.Samples.ORIGIN;
import static dev.trierarch.store.Samples.configMap;
import static dev.trierarch.store.Samples.configMapKey;
import static dev.trierarch.store.Samples.createConfigMap;
import static dev.trierarch.store.Samples.deleteConfigMap;
import static dev.trierarch.store.Samples.updateConfigMap;
import static dev.trierarch.store.Samples.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trierarch.store.Change;
import dev.trierarch.store.Documents;
import dev.trierarch.store.Image;
import dev.trierarch.store.ObjectKey;
import dev.trierarch.store.RecordingWatcher;
import dev.trierarch.store.Revision;
import dev.trierarch.store.Store;
import dev.trierarch.store.StoreException;
import dev.trierarch.store.StoredObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a store on a database promises beyond the contract: restarts, failures, company. */
class LogStoreDatabaseTest {

  private static final int BUFFERED_ROWS_MAX = 10_000;

  @TempDir private Path directory;

  private Path file;
  private DisturbedDatabase database;
  private OpenedLogStore opened;
  private LogStore store;
  private final ObjectKey a = configMapKey("a");
  private final ObjectKey b = configMapKey("b");

  @BeforeEach
  void open() throws Exception {
    file = directory.resolve("trierarch.db");
    opened =
        OpenedLogStore.open(
            file,
            BUFFERED_ROWS_MAX,
            original -> {
              database = new DisturbedDatabase(original);
              return database;
            });
    store = opened.store;
  }

  @AfterEach
  void close() {
    database.openGate();
    opened.close();
  }

  private void reopen() throws Exception {
    opened.close();
    open();
  }

  private CompletableFuture<List<Revision>> createAsync(ObjectKey key) {
    return store.writeAsync(List.of(Change.create(key, configMap(key, "1"))), ORIGIN);
  }

  @Test
  void writesThatWaitTogetherShareOneCommit() {
    database.closeGate();
    List<CompletableFuture<List<Revision>>> writes = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      writes.add(createAsync(configMapKey("key-" + i)));
    }
    database.openGate();
    writes.forEach(CompletableFuture::join);

    // The first may have gone alone, before the others came.
    assertThat(database.commits).hasValueLessThanOrEqualTo(2);
    assertThat(store.image().count("configmaps")).isEqualTo(100);
  }

  @Test
  void aRefusedWriteFailsOnlyItselfInItsCommit() {
    createConfigMap(store, a, "1");
    database.closeGate();
    CompletableFuture<List<Revision>> first = createAsync(configMapKey("x"));
    CompletableFuture<List<Revision>> refused = createAsync(a);
    CompletableFuture<List<Revision>> last = createAsync(configMapKey("y"));
    database.openGate();

    assertThat(first.join()).hasSize(1);
    assertThat(last.join()).hasSize(1);
    assertThatThrownBy(refused::get)
        .isInstanceOf(ExecutionException.class)
        .hasCauseInstanceOf(StoreException.AlreadyExists.class);
  }

  @Test
  void writesBeyondTheBoundAreRefusedAtOnce() throws Exception {
    database.closeGate();
    CompletableFuture<List<Revision>> first = createAsync(a);
    database.awaitCommitAtGate();
    List<CompletableFuture<List<Revision>>> waiting = new ArrayList<>();
    for (int i = 0; i < OpenedLogStore.WAITING_WRITES_MAX; i++) {
      waiting.add(createAsync(configMapKey("key-" + i)));
    }

    CompletableFuture<List<Revision>> oneMore = createAsync(b);
    assertThat(oneMore).isCompletedExceptionally();
    assertThatThrownBy(oneMore::get).hasCauseInstanceOf(StoreException.Overloaded.class);
    database.openGate();
    first.join();
    waiting.get(0).join();
  }

  @Test
  void allIsThereAfterARestart() throws Exception {
    long first = createConfigMap(store, a, "1").number();
    long second = updateConfigMap(store, a, first, "2").number();
    long third = createConfigMap(store, b, "1").number();
    long fourth = deleteConfigMap(store, b, third).number();
    reopen();

    assertThat(store.image().revision()).isEqualTo(fourth);
    StoredObject read = store.image().get(a).orElseThrow();
    assertThat(value(read)).isEqualTo("2");
    assertThat(read.revision()).isEqualTo(second);
    assertThat(store.image().get(b)).isEmpty();
    assertThat(createConfigMap(store, b, "2").number()).isEqualTo(fourth + 1);
  }

  @Test
  void thePastIsReadFromTheLogAfterARestart() throws Exception {
    long first = createConfigMap(store, a, "1").number();
    long second = updateConfigMap(store, a, first, "2").number();
    deleteConfigMap(store, a, second);
    reopen();

    assertThat(value(store.imageAt(first).get(a).orElseThrow())).isEqualTo("1");
    assertThat(value(store.imageAt(second).get(a).orElseThrow())).isEqualTo("2");
    List<Revision> rows = store.rowsAfter(first, 10);
    assertThat(rows).extracting(Revision::number).containsExactly(second, second + 1);
    assertThat(value(rows.get(0).previous())).isEqualTo("1");
    assertThat(rows.get(0).origin()).isEqualTo(ORIGIN);
  }

  @Test
  void anImageOfThePastIsReadOnceForAPagedList() throws Exception {
    long first = createConfigMap(store, a, "1").number();
    updateConfigMap(store, a, first, "2");
    reopen();
    Image image = store.imageAt(first);
    int reads = database.stateReads.get();

    assertThat(store.imageAt(first)).isSameAs(image);
    assertThat(database.stateReads).hasValue(reads);
  }

  @Test
  void statesOfThePastAreBoundedInBytesForAsLongAsAnybodyHasThem() {
    String large = "x".repeat(100_000);
    List<Long> revisions = new ArrayList<>();
    revisions.add(createConfigMap(store, a, large).number());
    for (int i = 1; i < 60; i++) {
      revisions.add(updateConfigMap(store, a, revisions.get(i - 1), large + i).number());
    }
    List<Long> past = revisions.subList(0, 30);
    past.forEach(store::imageAt); // one after the other they have room

    System.gc();
    List<Image> held = new ArrayList<>();
    assertThatThrownBy(() -> past.forEach(revision -> held.add(store.imageAt(revision))))
        .isInstanceOf(StoreException.Overloaded.class);
    assertThat(held).hasSizeBetween(5, OpenedLogStore.PAST_BYTES_MAX / large.length());
    held.clear();
    awaitRoom(past.get(29));
  }

  private void awaitRoom(long revision) {
    long deadlineNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (true) {
      try {
        System.gc();
        assertThat(store.imageAt(revision).get(a)).isPresent();
        return;
      } catch (StoreException.Overloaded e) {
        assertThat(System.nanoTime()).as("time to find room").isLessThan(deadlineNanos);
      }
    }
  }

  @Test
  void aStateOfThePastSharesItsObjectsWithTheNewestAndWithOthersOfThePast() {
    createConfigMap(store, a, "1");
    long first = createConfigMap(store, b, "1").number();
    long second = createConfigMap(store, configMapKey("c"), "1").number();
    updateConfigMap(store, b, first, "2");
    createMany("late", 100); // memory no longer has what was before

    Image one = store.imageAt(first);
    Image other = store.imageAt(second);
    assertThat(one.get(b).orElseThrow()).isSameAs(other.get(b).orElseThrow());
    assertThat(one.get(a).orElseThrow()).isSameAs(store.image().get(a).orElseThrow());
    assertThat(value(one.get(b).orElseThrow())).isEqualTo("1");
  }

  @Test
  void aPageOfTheLogHasSoManyBytesHoweverLargeTheObjectsAre() {
    String large = "x".repeat(1_000_000);
    long start = store.image().revision();
    long revision = createConfigMap(store, a, large).number();
    for (int i = 0; i < 20; i++) {
      revision = updateConfigMap(store, a, revision, large + i).number();
    }
    for (int i = 0; i < 20; i++) {
      revision = createConfigMap(store, configMapKey("key-" + i), large).number();
    }

    List<Long> numbers = new ArrayList<>();
    for (long after = start; after < revision; after = numbers.get(numbers.size() - 1)) {
      List<List<Revision>> page = database.transactionsAfter(after);
      assertThat(page).hasSizeBetween(1, 17);
      page.forEach(rows -> rows.forEach(row -> numbers.add(row.number())));
    }
    assertThat(numbers).isEqualTo(LongStream.rangeClosed(start + 1, revision).boxed().toList());
    assertThat(database.stateAt(revision, 0)).hasSize(17);
    assertThat(LogHistory.load(database, revision).count("configmaps")).isEqualTo(21);
  }

  @Test
  void aWatchResumesFromBeforeARestart() throws Exception {
    long start = store.image().revision();
    createConfigMap(store, a, "1");
    createConfigMap(store, b, "1");
    reopen();
    RecordingWatcher watcher = new RecordingWatcher();
    store.watch("configmaps", null, start, watcher);
    long head = createConfigMap(store, configMapKey("c"), "1").number();

    assertThat(watcher.awaitRevision(head).numbers())
        .containsExactly(start + 1, start + 2, start + 3);
  }

  @Test
  void aTransactionReachesAWatchTogetherEvenFromTheLog() throws Exception {
    long start = store.image().revision();
    store.write(
        List.of(Change.create(a, configMap(a, "1")), Change.create(b, configMap(b, "1"))), ORIGIN);
    reopen();
    RecordingWatcher watcher = new RecordingWatcher();
    store.watch("configmaps", null, start, watcher);

    assertThat(watcher.awaitRows(2).calls()).hasSize(1);
  }

  /** More rows than memory keeps, and more than one page of the log. */
  @Test
  void aWatchFarBehindMissesNothingWhileOthersWrite() throws Exception {
    long start = store.image().revision();
    int writes = 1500;
    for (int i = 0; i < 3; i++) {
      createMany("early-" + i, writes / 3);
    }
    RecordingWatcher watcher = new RecordingWatcher();
    store.watch("configmaps", null, start, watcher);
    createMany("late", 200);

    assertThat(watcher.awaitRows(writes + 200).numbers())
        .isEqualTo(LongStream.rangeClosed(start + 1, start + writes + 200).boxed().toList());
  }

  private void createMany(String prefix, int count) {
    List<Change> changes = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      ObjectKey key = configMapKey(prefix + "-" + i);
      changes.add(Change.create(key, configMap(key, "1")));
    }
    for (int from = 0; from < count; from += 100) {
      store.write(changes.subList(from, Math.min(count, from + 100)), ORIGIN);
    }
  }

  @Test
  void aSlowWatcherIsClosedAndMayResume() throws Exception {
    opened.close();
    opened = OpenedLogStore.open(file, 10, UnaryOperator.identity());
    store = opened.store;
    long start = store.image().revision();
    BlockingWatcher slow = new BlockingWatcher();
    RecordingWatcher quick = new RecordingWatcher();
    store.watch("configmaps", null, start, slow);
    store.watch("configmaps", null, start, quick);
    int writes = 40;
    for (int i = 1; i <= writes; i++) {
      createConfigMap(store, configMapKey("key-" + i), "1");
      quick.awaitRows(i); // it keeps up, whatever the other does
    }
    slow.letGo();

    slow.seen.awaitClosed();
    List<Long> first = slow.seen.numbers();
    assertThat(first).hasSizeLessThan(writes);
    RecordingWatcher resumed = new RecordingWatcher();
    store.watch("configmaps", null, first.get(first.size() - 1), resumed);
    resumed.awaitRevision(store.image().revision());
    assertThat(Stream.concat(first.stream(), resumed.numbers().stream()).toList())
        .isEqualTo(LongStream.rangeClosed(start + 1, start + writes).boxed().toList());
  }

  @Test
  void aSlowWatcherHoldsNoMoreBytesThanItsBound() {
    BlockingWatcher slow = new BlockingWatcher();
    store.watch("configmaps", null, store.image().revision(), slow);
    String large = "x".repeat(Documents.OBJECT_BYTES_MAX - 1000);
    long revision = createConfigMap(store, a, "small").number();
    for (int i = 0; i < 46; i++) {
      revision = updateConfigMap(store, a, revision, large).number();
    }
    slow.letGo();

    assertThat(slow.seen.awaitClosed().closeReason()).contains("bytes behind");
  }

  @Test
  void aSlowWatcherSlowsNobody() {
    BlockingWatcher slow = new BlockingWatcher();
    RecordingWatcher quick = new RecordingWatcher();
    store.watch("configmaps", null, store.image().revision(), slow);
    store.watch("configmaps", null, store.image().revision(), quick);
    for (int i = 0; i < 50; i++) {
      createConfigMap(store, configMapKey("key-" + i), "1");
    }

    quick.awaitRows(50);
    assertThat(slow.seen.rows()).isEmpty();
    slow.letGo();
    slow.seen.awaitRows(50);
  }

  /** Does not return from its first call until it is let go. */
  private static final class BlockingWatcher implements Store.Watcher {

    private final RecordingWatcher seen = new RecordingWatcher();
    private final CountDownLatch free = new CountDownLatch(1);

    void letGo() {
      free.countDown();
    }

    @Override
    public void onRows(List<Revision> rows, long revision) {
      try {
        free.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      seen.onRows(rows, revision);
    }

    @Override
    public void onProgress(long revision) {
      seen.onProgress(revision);
    }

    @Override
    public void onClosed(String reason) {
      seen.onClosed(reason);
    }
  }

  @Test
  void aCommitThatFailedLeavesNothing() {
    database.failuresBeforeCommit.set(1);

    assertThatThrownBy(() -> createConfigMap(store, a, "1"))
        .isInstanceOf(StoreException.Unavailable.class);
    assertThat(store.image().get(a)).isEmpty();
    createConfigMap(store, a, "2");
    assertThat(value(store.image().get(a).orElseThrow())).isEqualTo("2");
  }

  @Test
  void aCommitWhoseAnswerWasLostIsFoundInTheLogAndNotRepeated() {
    long before = createConfigMap(store, a, "1").number();
    RecordingWatcher watcher = new RecordingWatcher();
    store.watch("configmaps", null, before, watcher);
    database.failuresAfterCommit.set(1);

    assertThat(createConfigMap(store, b, "1").number()).isEqualTo(before + 1);
    assertThat(createConfigMap(store, configMapKey("c"), "1").number()).isEqualTo(before + 2);
    assertThat(watcher.awaitRows(2).numbers()).containsExactly(before + 1, before + 2);
  }

  @Test
  void aWriteWhoseOutcomeStaysUnknownIsSeenWhenTheDatabaseIsBack() throws Exception {
    long before = createConfigMap(store, a, "1").number();
    database.failAllAfterNextCommit();
    CompletableFuture<List<Revision>> lost = createAsync(b);

    assertThatThrownBy(lost::get).hasCauseInstanceOf(StoreException.Unavailable.class);
    database.failuresBeforeCommit.set(0);
    long last = createConfigMap(store, configMapKey("c"), "1").number();
    assertThat(last).isEqualTo(before + 2);
    assertThat(store.image().get(b)).isPresent();
    assertThat(store.ready()).isTrue();
  }

  @Test
  void twoControlPlanesOnOneDatabaseShareOneOrder() throws Exception {
    RecordingWatcher here = new RecordingWatcher();
    long start = store.image().revision();
    store.watch("configmaps", null, start, here);
    try (OpenedLogStore other =
        OpenedLogStore.open(file, BUFFERED_ROWS_MAX, "two", UnaryOperator.identity())) {
      RecordingWatcher there = new RecordingWatcher();
      other.store.watch("configmaps", null, start, there);
      int each = 50;
      CompletableFuture<Void> others =
          CompletableFuture.runAsync(() -> createEach(other.store, "there", each));
      createEach(store, "here", each);
      others.get();

      List<Long> all = LongStream.rangeClosed(start + 1, start + 2L * each).boxed().toList();
      assertThat(here.awaitRows(2 * each).numbers()).isEqualTo(all);
      assertThat(there.awaitRows(2 * each).numbers()).isEqualTo(all);
      assertThat(store.image().count("configmaps")).isEqualTo(2 * each);
    }
  }

  private static void createEach(LogStore store, String prefix, int count) {
    for (int i = 0; i < count; i++) {
      createConfigMap(store, configMapKey(prefix + "-" + i), "1");
    }
  }

  @Test
  void aCurrentReadHasWhatAnotherControlPlaneHasJustWritten() throws Exception {
    try (OpenedLogStore other =
        OpenedLogStore.open(file, BUFFERED_ROWS_MAX, "two", UnaryOperator.identity())) {
      for (int i = 0; i < 20; i++) {
        long written = createConfigMap(other.store, configMapKey("key-" + i), "1").number();
        assertThat(store.current().revision()).isEqualTo(written);
      }
    }
  }

  @Test
  void aStaleControlPlaneIsRefusedByTheLogItself() throws Exception {
    long first = createConfigMap(store, a, "1").number();
    try (OpenedLogStore other =
        OpenedLogStore.open(file, BUFFERED_ROWS_MAX, "two", UnaryOperator.identity())) {
      updateConfigMap(other.store, a, first, "2");

      assertThatThrownBy(() -> updateConfigMap(store, a, first, "3"))
          .isInstanceOf(StoreException.Conflict.class);
      assertThat(value(store.image().get(a).orElseThrow())).isEqualTo("2");
    }
  }

  @Test
  void compactionKeepsTheStateAndGivesSpaceBack() throws Exception {
    String large = "x".repeat(100_000);
    long revision = createConfigMap(store, a, large).number();
    for (int i = 0; i < 200; i++) {
      revision = updateConfigMap(store, a, revision, large + i).number();
    }
    createConfigMap(store, b, "gone");
    deleteConfigMap(store, b, revision + 1);
    long before = sizeOnDisk();
    store.compactTo(store.image().revision());
    reopen();

    assertThat(value(store.image().get(a).orElseThrow())).isEqualTo(large + 199);
    assertThat(store.image().get(b)).isEmpty();
    assertThat(store.oldestRevision()).isEqualTo(store.image().revision());
    assertThat(sizeOnDisk()).isLessThan(before / 4);
  }

  /** The database file becomes smaller while it is open, with the writes that follow. */
  @Test
  void theFileShrinksWhileTheStoreIsOpen() throws Exception {
    String large = "x".repeat(100_000);
    long revision = createConfigMap(store, a, large).number();
    for (int i = 0; i < 200; i++) {
      revision = updateConfigMap(store, a, revision, large + i).number();
    }
    long before = Files.size(file);
    store.compactTo(revision);
    for (int i = 0; i < 100; i++) {
      revision = updateConfigMap(store, a, revision, large + i).number();
    }

    assertThat(before).isGreaterThan(10_000_000);
    store.compactTo(revision);
    for (int i = 0; i < 100; i++) {
      revision = updateConfigMap(store, a, revision, "small").number();
    }
    assertThat(Files.size(file)).isLessThan(before);
  }

  @Test
  void aWriteFitsBetweenAnyTwoStepsOfCompaction() throws Exception {
    createMany("early", 1600);
    List<Long> compacted = new ArrayList<>();
    Thread compacting = Thread.currentThread();
    database.afterCommit =
        () -> {
          if (Thread.currentThread() == compacting) {
            compacted.add(database.bounds().compactedRevision());
            createConfigMap(store, configMapKey("between-" + compacted.size()), "1");
          }
        };
    long from = store.oldestRevision();
    store.compactTo(store.image().revision());

    assertThat(compacted).hasSizeGreaterThan(3);
    for (long step : compacted) {
      assertThat(step - from).isLessThanOrEqualTo(500);
      from = step;
    }
    assertThat(store.image().get(configMapKey("between-" + compacted.size()))).isPresent();
  }

  private long sizeOnDisk() throws Exception {
    opened.close();
    long bytes = Files.size(file);
    open();
    return bytes;
  }

  @Test
  void youngHistoryIsKeptHoweverLongItIs() {
    long revision = createConfigMap(store, a, "0").number();
    long first = revision;
    for (int i = 0; i < 150; i++) {
      revision = updateConfigMap(store, a, revision, "" + i).number();
    }
    store.compact();

    assertThat(store.oldestRevision()).isLessThanOrEqualTo(first);
  }

  @Test
  void writesAfterTheEndAreRefused() throws Exception {
    opened.close();

    assertThatThrownBy(() -> createConfigMap(store, a, "1"))
        .isInstanceOf(StoreException.Unavailable.class);
    open();
  }

  @Test
  void watchersAreToldThatTheStoreCloses() throws Exception {
    RecordingWatcher watcher = new RecordingWatcher();
    store.watch(null, null, store.image().revision(), watcher);
    opened.close();

    assertThat(watcher.awaitClosed().closeReason()).contains("closes");
    open();
  }
}
