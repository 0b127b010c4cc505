package dev.trierarch.store;

import static dev.trierarch.store.Samples.ORIGIN;
import static dev.trierarch.store.Samples.configMap;
import static dev.trierarch.store.Samples.configMapKey;
import static dev.trierarch.store.Samples.createConfigMap;
import static dev.trierarch.store.Samples.deleteConfigMap;
import static dev.trierarch.store.Samples.updateConfigMap;
import static dev.trierarch.store.Samples.value;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trierarch.store.Change.Operation;
import dev.trierarch.store.image.WriteLimits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

/** What every store promises, one test a promise. */
public abstract class StoreContract {

  /** Rows that may wait for one watch of the stores under test. */
  protected static final int BUFFERED_ROWS_MAX = 40;

  protected Store store;

  /** Opens a store that is empty. */
  protected abstract Store open() throws Exception;

  protected abstract void close(Store opened) throws Exception;

  /** Compacts all history up to a revision. */
  protected abstract void compact(Store opened, long revision);

  protected abstract void reportProgress(Store opened);

  @BeforeEach
  final void openStore() throws Exception {
    store = open();
  }

  @AfterEach
  final void closeStore() throws Exception {
    close(store);
  }

  private final ObjectKey a = configMapKey("a");
  private final ObjectKey b = configMapKey("b");

  @Test
  void aWriteIsReadAtOnceByWhoeverWroteIt() {
    Revision row = createConfigMap(store, a, "1");

    StoredObject read = store.image().get(a).orElseThrow();
    assertThat(value(read)).isEqualTo("1");
    assertThat(read.revision()).isEqualTo(row.number());
    assertThat(store.image().revision()).isEqualTo(row.number());
  }

  @Test
  void theRevisionStandsInTheObjectAsItsResourceVersion() {
    Revision row = createConfigMap(store, a, "1");

    assertThat(row.object().tree().get("metadata").get("resourceVersion").asString())
        .isEqualTo(Long.toString(row.number()));
  }

  @Test
  void revisionsCountUpWithoutAGap() {
    long first = createConfigMap(store, a, "0").number();
    List<Long> numbers = new ArrayList<>();
    for (int i = 1; i <= 20; i++) {
      long expected = first + i - 1;
      numbers.add(updateConfigMap(store, a, expected, "" + i).number());
    }

    assertThat(numbers).isEqualTo(LongStream.rangeClosed(first + 1, first + 20).boxed().toList());
  }

  @Test
  void aRefusedWriteUsesNoRevision() {
    long before = createConfigMap(store, a, "1").number();
    assertThatThrownBy(() -> createConfigMap(store, a, "2"))
        .isInstanceOf(StoreException.AlreadyExists.class);

    assertThat(store.image().revision()).isEqualTo(before);
    assertThat(createConfigMap(store, b, "1").number()).isEqualTo(before + 1);
  }

  @Test
  void anUpdateFromAnOldRevisionIsAConflict() {
    long first = createConfigMap(store, a, "1").number();
    updateConfigMap(store, a, first, "2");

    assertThatThrownBy(() -> updateConfigMap(store, a, first, "3"))
        .isInstanceOf(StoreException.Conflict.class);
    assertThat(value(store.image().get(a).orElseThrow())).isEqualTo("2");
  }

  @Test
  void whatIsNotThereCanBeNeitherUpdatedNorDeleted() {
    assertThatThrownBy(() -> updateConfigMap(store, a, 1, "1"))
        .isInstanceOf(StoreException.NotFound.class);
    assertThatThrownBy(() -> deleteConfigMap(store, a, 1))
        .isInstanceOf(StoreException.NotFound.class);
  }

  @Test
  void aDeletionIsARowThatCarriesTheLastState() {
    Revision created = createConfigMap(store, a, "1");
    Revision deleted = deleteConfigMap(store, a, created.number());

    assertThat(deleted.operation()).isEqualTo(Operation.DELETE);
    assertThat(deleted.object().revision()).isEqualTo(deleted.number());
    assertThat(value(deleted.object())).isEqualTo("gone");
    assertThat(value(deleted.previous())).isEqualTo("1");
    assertThat(store.image().get(a)).isEmpty();
    assertThat(createConfigMap(store, a, "again").previous()).isNull();
  }

  @Test
  void aRowTellsWhoWroteItAndWhyAndWhen() {
    Origin origin = new Origin("system:node:n1", "replicaset-controller", 42);
    store.write(List.of(Change.create(a, configMap(a, "1"))), origin);

    Revision row = store.rowsAfter(store.image().revision() - 1, 1).get(0);
    assertThat(row.origin()).isEqualTo(origin);
    assertThat(row.time()).isNotNull();
  }

  @Test
  void aTransactionIsAllOrNothing() {
    long before = createConfigMap(store, a, "1").number();
    List<Change> changes =
        List.of(
            Change.create(b, configMap(b, "1")), Change.update(a, before - 1, configMap(a, "2")));

    assertThatThrownBy(() -> store.write(changes, ORIGIN))
        .isInstanceOf(StoreException.Conflict.class);
    assertThat(store.image().get(b)).isEmpty();
    assertThat(store.image().revision()).isEqualTo(before);
  }

  @Test
  void theRowsOfATransactionAreConsecutive() {
    long before = store.image().revision();
    List<Revision> rows = createBoth();

    assertThat(rows).extracting(Revision::number).containsExactly(before + 1, before + 2);
  }

  @Test
  void oneOfTwoRacingWritersWinsEachRevision() throws Exception {
    int writers = 8;
    int incrementsEach = 25;
    createConfigMap(store, a, "0");
    ExecutorService executor = Executors.newFixedThreadPool(writers);
    try {
      List<Future<?>> running =
          IntStream.range(0, writers)
              .<Future<?>>mapToObj(i -> executor.submit(() -> increment(incrementsEach)))
              .toList();
      for (Future<?> each : running) {
        each.get();
      }
    } finally {
      executor.shutdownNow();
    }

    assertThat(value(store.image().get(a).orElseThrow()))
        .isEqualTo(Integer.toString(writers * incrementsEach));
  }

  private void increment(int times) {
    for (int done = 0; done < times; ) {
      StoredObject current = store.image().get(a).orElseThrow();
      int next = Integer.parseInt(value(current)) + 1;
      try {
        updateConfigMap(store, a, current.revision(), Integer.toString(next));
        done++;
      } catch (StoreException.Conflict lost) {
        assertThat(lost).hasMessageContaining(a.toString());
      }
    }
  }

  /** The document of the one in the middle cannot be read when the indexes ask for its labels. */
  @Test
  void aWriteThatCannotBePlannedFailsOnlyItself() {
    long before = store.image().revision();
    Document broken = new Document("{\"metadata\":{\"resourceVersion\":\"\"".getBytes(UTF_8), 32);
    List<CompletableFuture<List<Revision>>> writes =
        Stream.of(
                Change.create(a, configMap(a, "1")),
                Change.create(configMapKey("broken"), broken),
                Change.create(b, configMap(b, "1")))
            .map(change -> store.writeAsync(List.of(change), ORIGIN))
            .toList();

    assertThat(writes.get(0).join()).hasSize(1);
    assertThatThrownBy(writes.get(1)::join).isInstanceOf(CompletionException.class);
    assertThat(writes.get(2).join()).extracting(Revision::number).containsExactly(before + 2);
    assertThat(store.image().count("configmaps")).isEqualTo(2);
  }

  @Test
  void aTransactionThatIsTooLargeIsRefused() {
    String third = "x".repeat(WriteLimits.TRANSACTION_BYTES_MAX / 3);
    List<Change> changes =
        Stream.of("a", "b", "c")
            .map(name -> Change.create(configMapKey(name), configMap(configMapKey(name), third)))
            .toList();

    assertThatThrownBy(() -> store.write(changes, ORIGIN))
        .isInstanceOf(StoreException.TooLarge.class);
    assertThat(store.image().count("configmaps")).isZero();
    assertThat(store.write(changes.subList(0, 2), ORIGIN)).hasSize(2);
  }

  @Test
  void objectsAreFoundByTheirLabelsOwnersAndNodes() {
    ObjectKey first = new ObjectKey("pods", "default", "first");
    ObjectKey second = new ObjectKey("pods", "other", "second");
    ObjectKey owned = configMapKey("owned");
    long created = createIndexed(first, "web", "owner-1", "").number();
    createIndexed(second, "web", "owner-2", "n1");
    createIndexed(owned, "db", "owner-1", "");

    assertThat(keys(store.image().withLabel("pods", "app", "web"))).containsExactly(first, second);
    assertThat(keys(store.image().ownedBy("pods", "owner-1"))).containsExactly(first);
    assertThat(keys(store.image().dependentsOf("owner-1"))).containsExactly(owned, first);
    assertThat(keys(store.image().podsOnNode("n1"))).containsExactly(second);
    assertThat(keys(store.image().podsOnNode(""))).containsExactly(first);

    Document bound = indexed(first, "db", "", "n1");
    long updated =
        store.write(List.of(Change.update(first, created, bound)), ORIGIN).get(0).number();
    assertThat(keys(store.image().withLabel("pods", "app", "web"))).containsExactly(second);
    assertThat(keys(store.image().dependentsOf("owner-1"))).containsExactly(owned);
    assertThat(keys(store.image().podsOnNode("n1"))).containsExactly(first, second);
    assertThat(keys(store.imageAt(created).podsOnNode(""))).containsExactly(first);

    store.write(List.of(Change.delete(first, updated, bound)), ORIGIN);
    assertThat(keys(store.image().podsOnNode("n1"))).containsExactly(second);
    assertThat(store.image().withLabel("pods", "app", "db")).isEmpty();
  }

  private Revision createIndexed(ObjectKey key, String app, String owner, String node) {
    return store.write(List.of(Change.create(key, indexed(key, app, owner, node))), ORIGIN).get(0);
  }

  private static Document indexed(ObjectKey key, String app, String owner, String node) {
    ObjectNode object = Samples.skeleton("Pod", key);
    ObjectNode metadata = (ObjectNode) object.get("metadata");
    metadata.putObject("labels").put("app", app);
    metadata.putArray("ownerReferences").addObject().put("uid", owner);
    object.putObject("spec").put("nodeName", node);
    return Documents.encode(object);
  }

  private static List<ObjectKey> keys(List<StoredObject> objects) {
    return objects.stream().map(StoredObject::key).toList();
  }

  @Test
  void listsAreInKeyOrderByResourceAndNamespace() {
    List<ObjectKey> ordered =
        List.of(
            configMapKey("a", "c"),
            configMapKey("a", "z"),
            configMapKey("a-b", "y"),
            configMapKey("b", "x"));
    ordered.stream()
        .sorted(Comparator.reverseOrder())
        .forEach(key -> createConfigMap(store, key, "1"));
    createConfigMap(store, new ObjectKey("secrets", "a", "z"), "1");

    Image image = store.image();
    assertThat(image.list("configmaps").map(StoredObject::key)).isEqualTo(ordered);
    assertThat(image.list("configmaps", "a").map(StoredObject::key))
        .isEqualTo(ordered.subList(0, 2));
    assertThat(image.listAfter(ordered.get(1)).map(StoredObject::key))
        .isEqualTo(ordered.subList(2, 4));
    assertThat(image.list("configmaps", "none")).isEmpty();
  }

  @Test
  void anObjectThatIsTooLargeIsRefused() {
    String large = "x".repeat(Documents.OBJECT_BYTES_MAX);

    assertThatThrownBy(() -> createConfigMap(store, a, large))
        .isInstanceOf(StoreException.TooLarge.class);
    assertThat(store.image().get(a)).isEmpty();
  }

  @ParameterizedTest(name = "{index}") // reports cannot have the names either
  @ValueSource(strings = {"a\0b", "a\ud800b", "a\udc00"})
  void aNameThatCannotBeStoredIsRefusedAndNobodyElseWithIt(String name) {
    ObjectKey bad = configMapKey(name);
    CompletableFuture<List<Revision>> before =
        store.writeAsync(List.of(Change.create(a, configMap(a, "1"))), ORIGIN);
    CompletableFuture<List<Revision>> refused =
        store.writeAsync(List.of(Change.create(bad, configMap(bad, "1"))), ORIGIN);
    CompletableFuture<List<Revision>> after =
        store.writeAsync(List.of(Change.create(b, configMap(b, "1"))), ORIGIN);

    assertThatThrownBy(refused::get)
        .hasCauseInstanceOf(StoreException.Unstorable.class)
        .hasMessageContainingAll("name", "index 1");
    assertThat(before.join()).hasSize(1);
    assertThat(after.join()).hasSize(1);
  }

  @Test
  void anOriginThatCannotBeStoredIsRefused() {
    Origin user = new Origin("some\0body", "kubectl", 0);
    Origin actor = new Origin("somebody", "kube\0ctl", 0);
    List<Change> changes = List.of(Change.create(a, configMap(a, "1")));

    assertThatThrownBy(() -> store.write(changes, user)).hasMessageStartingWith("user: ");
    assertThatThrownBy(() -> store.write(changes, actor)).hasMessageStartingWith("user agent: ");
    ObjectKey unusual = configMapKey("\u00fc \ud83d\ude00 'quoted'");
    store.write(List.of(Change.create(unusual, configMap(unusual, "1"))), ORIGIN);
    assertThat(store.image().get(unusual)).isPresent();
  }

  @Test
  void anObjectJustBelowTheLimitIsTaken() {
    int overhead = configMap(a, "").json().length;
    String large = "x".repeat(Documents.OBJECT_BYTES_MAX - overhead);

    createConfigMap(store, a, large);
    assertThat(value(store.image().get(a).orElseThrow())).hasSize(large.length());
  }

  @Test
  void anImageNeverChangesUnderItsReader() {
    long first = createConfigMap(store, a, "1").number();
    Image image = store.image();
    updateConfigMap(store, a, first, "2");
    createConfigMap(store, b, "1");

    assertThat(image.revision()).isEqualTo(first);
    assertThat(value(image.get(a).orElseThrow())).isEqualTo("1");
    assertThat(image.count("configmaps")).isEqualTo(1);
  }

  @Test
  void thePastCanBeReadAtEachRevision() {
    long first = createConfigMap(store, a, "1").number();
    long second = updateConfigMap(store, a, first, "2").number();
    long third = deleteConfigMap(store, a, second).number();
    createConfigMap(store, b, "1");

    assertThat(value(store.imageAt(first).get(a).orElseThrow())).isEqualTo("1");
    assertThat(value(store.imageAt(second).get(a).orElseThrow())).isEqualTo("2");
    assertThat(store.imageAt(third).get(a)).isEmpty();
    assertThat(store.imageAt(third).count("configmaps")).isZero();
    assertThat(store.imageAt(second).revision()).isEqualTo(second);
  }

  @Test
  void theFutureCannotBeReadYet() {
    long head = createConfigMap(store, a, "1").number();

    assertThatThrownBy(() -> store.imageAt(head + 1))
        .isInstanceOfSatisfying(
            StoreException.NotYet.class, e -> assertThat(e.headRevision()).isEqualTo(head));
  }

  @Test
  void aCurrentReadHasEveryWriteThatWasAcknowledged() {
    long first = createConfigMap(store, a, "1").number();

    assertThat(value(store.current().get(a).orElseThrow())).isEqualTo("1");
    long second = updateConfigMap(store, a, first, "2").number();
    assertThat(value(store.current().get(a).orElseThrow())).isEqualTo("2");
    assertThat(store.freshness().revision()).isEqualTo(second);
    assertThat(store.freshness().age()).isLessThan(Duration.ofMinutes(1));
  }

  @Test
  void twoRevisionsDifferByWhatWasCreatedChangedAndDeletedBetweenThem() {
    ObjectKey c = configMapKey("c");
    ObjectKey passing = configMapKey("passing");
    long createdA = createConfigMap(store, a, "1").number();
    long from = createConfigMap(store, b, "1").number();
    long updatedA = updateConfigMap(store, a, createdA, "2").number();
    long twiceUpdatedA = updateConfigMap(store, a, updatedA, "3").number();
    deleteConfigMap(store, b, from);
    createConfigMap(store, c, "1");
    long to =
        deleteConfigMap(store, passing, createConfigMap(store, passing, "1").number()).number();
    createConfigMap(store, configMapKey("later"), "1");

    List<Difference> found = differences(from, to, null, 10);
    assertThat(found).extracting(Difference::key).containsExactly(a, b, c);
    assertThat(found)
        .extracting(Difference::operation)
        .containsExactly(Operation.UPDATE, Operation.DELETE, Operation.CREATE);
    assertThat(value(found.get(0).before())).isEqualTo("1");
    assertThat(value(found.get(0).after())).isEqualTo("3");
    assertThat(found.get(0).steps())
        .extracting(Difference.Step::revision)
        .containsExactly(updatedA, twiceUpdatedA);
    assertThat(found.get(1).steps().get(0).origin()).isEqualTo(ORIGIN);
    assertThat(found.get(1).after()).isNull();
    assertThat(found.get(2).before()).isNull();
    assertThat(differences(to, to, null, 10)).isEmpty();
  }

  private List<Difference> differences(long from, long to, ObjectKey after, int limit) {
    return store.differences(new DifferenceQuery(from, to, null, null, after, limit));
  }

  @Test
  void differencesComeByResourceByNamespaceAndPageByPage() {
    ObjectKey elsewhere = configMapKey("other", "a");
    ObjectKey secret = new ObjectKey("secrets", "default", "a");
    long from = store.image().revision();
    List.of(a, b, elsewhere, secret).forEach(key -> createConfigMap(store, key, "1"));
    long to = store.image().revision();

    assertThat(store.differences(new DifferenceQuery(from, to, "configmaps", "default", null, 9)))
        .extracting(Difference::key)
        .containsExactly(a, b);
    List<Difference> page = differences(from, to, null, 3);
    assertThat(page).extracting(Difference::key).containsExactly(a, b, elsewhere);
    assertThat(differences(from, to, page.get(2).key(), 3))
        .extracting(Difference::key)
        .containsExactly(secret);
  }

  @Test
  void aPageOfDifferencesHasSoManyBytesHoweverLargeTheObjectsAre() {
    String large = "x".repeat(1_500_000);
    long from = store.image().revision();
    for (int i = 0; i < 14; i++) {
      createConfigMap(store, configMapKey("key-" + (10 + i)), large);
    }
    long to = store.image().revision();

    DifferenceQuery all = new DifferenceQuery(from, to, null, null, null, 100);
    List<Difference> page = store.differences(all);
    assertThat(page).hasSize(12);
    assertThat(all.isFilledBy(page)).isTrue();
    DifferenceQuery rest = new DifferenceQuery(from, to, null, null, page.get(11).key(), 100);
    assertThat(store.differences(rest)).hasSize(2);
    assertThat(rest.isFilledBy(store.differences(rest))).isFalse();
  }

  @Test
  void differencesThatCannotBeKnownAreRefused() {
    long first = createConfigMap(store, a, "1").number();
    long second = updateConfigMap(store, a, first, "2").number();
    compact(store, second);

    assertThatThrownBy(() -> differences(first, second, null, 1))
        .isInstanceOf(StoreException.Compacted.class);
    assertThatThrownBy(() -> differences(second, second + 1, null, 1))
        .isInstanceOf(StoreException.NotYet.class);
  }

  @Test
  void whatIsCompactedIsRefusedAndNeverSkipped() {
    long first = createConfigMap(store, a, "1").number();
    long second = updateConfigMap(store, a, first, "2").number();
    long third = updateConfigMap(store, a, second, "3").number();
    compact(store, second);

    assertThat(store.oldestRevision()).isEqualTo(second);
    assertThatThrownBy(() -> store.imageAt(first)).isInstanceOf(StoreException.Compacted.class);
    assertThatThrownBy(() -> store.rowsAfter(first, 10))
        .isInstanceOf(StoreException.Compacted.class);
    assertThatThrownBy(() -> store.watch(null, null, first, new RecordingWatcher()))
        .isInstanceOf(StoreException.Compacted.class);
    assertThat(value(store.imageAt(second).get(a).orElseThrow())).isEqualTo("2");
    assertThat(store.rowsAfter(second, 10)).extracting(Revision::number).containsExactly(third);
  }

  @Test
  void rowsAfterARevisionComeInOrderUpToTheLimit() {
    long first = createConfigMap(store, a, "1").number();
    long second = updateConfigMap(store, a, first, "2").number();
    long third = updateConfigMap(store, a, second, "3").number();

    List<Revision> rows = store.rowsAfter(first, 1);
    assertThat(rows).extracting(Revision::number).containsExactly(second);
    assertThat(value(rows.get(0).previous())).isEqualTo("1");
    assertThat(store.rowsAfter(first, 10))
        .extracting(Revision::number)
        .containsExactly(second, third);
    assertThat(store.rowsAfter(third, 10)).isEmpty();
  }

  @Test
  void aWatchGetsWhatIsWrittenAfterItsRevisionInOrder() {
    long first = createConfigMap(store, a, "1").number();
    RecordingWatcher watcher = new RecordingWatcher();
    store.watch("configmaps", null, first, watcher);
    long expected = first;
    for (int i = 0; i < 10; i++) {
      expected = updateConfigMap(store, a, expected, "" + i).number();
    }

    assertThat(watcher.awaitRevision(expected).numbers())
        .isEqualTo(LongStream.rangeClosed(first + 1, first + 10).boxed().toList());
  }

  @Test
  void aWatchResumesFromAnyRevisionThatIsKept() {
    long first = createConfigMap(store, a, "1").number();
    long second = updateConfigMap(store, a, first, "2").number();
    long third = deleteConfigMap(store, a, second).number();
    RecordingWatcher watcher = new RecordingWatcher();
    store.watch("configmaps", "default", first, watcher);

    List<Revision> rows = watcher.awaitRevision(third).rows();
    assertThat(rows).extracting(Revision::number).containsExactly(second, third);
    assertThat(rows)
        .extracting(Revision::operation)
        .containsExactly(Operation.UPDATE, Operation.DELETE);
    assertThat(value(rows.get(0).previous())).isEqualTo("1");
  }

  @Test
  void aWatchMissesNothingAndGetsNothingTwiceWhileOthersWrite() throws Exception {
    int keys = 30;
    long start = store.image().revision();
    CountDownLatch halfway = new CountDownLatch(keys / 2);
    CompletableFuture<Void> writing =
        CompletableFuture.runAsync(
            () -> {
              for (int i = 0; i < keys; i++) {
                createConfigMap(store, configMapKey("key-" + i), "1");
                halfway.countDown();
              }
            });
    halfway.await();
    RecordingWatcher watcher = new RecordingWatcher();
    store.watch("configmaps", null, start, watcher);
    writing.get();

    assertThat(watcher.awaitRows(keys).numbers())
        .isEqualTo(LongStream.rangeClosed(start + 1, start + keys).boxed().toList());
  }

  @Test
  void theRowsOfATransactionReachAWatchTogether() {
    RecordingWatcher watcher = new RecordingWatcher();
    store.watch(null, null, store.image().revision(), watcher);
    createBoth();

    assertThat(watcher.awaitRows(2).calls()).hasSize(1);
  }

  @Test
  void theRowsOfATransactionReachAResumedWatchTogether() {
    long start = store.image().revision();
    createBoth();
    RecordingWatcher watcher = new RecordingWatcher();
    store.watch(null, null, start, watcher);

    assertThat(watcher.awaitRows(2).calls()).hasSize(1);
  }

  @Test
  void allWatchersAndReadersShareOneCopyOfTheBytes() {
    RecordingWatcher one = new RecordingWatcher();
    RecordingWatcher another = new RecordingWatcher();
    long start = store.image().revision();
    store.watch("configmaps", null, start, one);
    store.watch(null, "default", start, another);
    Revision row = createConfigMap(store, a, "1");

    byte[] bytes = row.object().json();
    assertThat(one.awaitRows(1).rows().get(0).object().json()).isSameAs(bytes);
    assertThat(another.awaitRows(1).rows().get(0).object().json()).isSameAs(bytes);
    assertThat(store.image().get(a).orElseThrow().json()).isSameAs(bytes);
  }

  @Test
  void aWatchGetsOnlyItsResourceAndItsNamespace() {
    long start = store.image().revision();
    RecordingWatcher ofNamespace = new RecordingWatcher();
    RecordingWatcher ofSecrets = new RecordingWatcher();
    RecordingWatcher ofAll = new RecordingWatcher();
    store.watch("configmaps", "other", start, ofNamespace);
    store.watch("secrets", null, start, ofSecrets);
    store.watch(null, null, start, ofAll);
    createConfigMap(store, a, "1");
    long inOther = createConfigMap(store, configMapKey("other", "a"), "1").number();
    ObjectKey secret = new ObjectKey("secrets", "default", "a");
    long ofSecret = createConfigMap(store, secret, "1").number();

    assertThat(ofAll.awaitRevision(ofSecret).rows()).hasSize(3);
    assertThat(ofNamespace.awaitRows(1).numbers()).containsExactly(inOther);
    assertThat(ofSecrets.awaitRows(1).numbers()).containsExactly(ofSecret);
  }

  @Test
  void anIdleWatchLearnsHowFarTheLogIs() {
    RecordingWatcher watcher = new RecordingWatcher();
    store.watch("secrets", null, store.image().revision(), watcher);
    RecordingWatcher other = new RecordingWatcher();
    store.watch("configmaps", null, store.image().revision(), other);
    long head = createConfigMap(store, a, "1").number();
    other.awaitRevision(head);
    reportProgress(store);

    assertThat(watcher.awaitProgress().progress()).containsExactly(head);
    assertThat(watcher.rows()).isEmpty();
  }

  @Test
  void aClosedWatchGetsNothingMore() {
    RecordingWatcher closed = new RecordingWatcher();
    RecordingWatcher open = new RecordingWatcher();
    Store.Subscription subscription =
        store.watch("configmaps", null, store.image().revision(), closed);
    store.watch("configmaps", null, store.image().revision(), open);
    subscription.close();
    createConfigMap(store, a, "1");

    open.awaitRows(1);
    assertThat(closed.rows()).isEmpty();
  }

  @Test
  void aWatcherThatFailsIsClosedAndHurtsNobody() {
    RecordingWatcher failing = new RecordingWatcher();
    RecordingWatcher healthy = new RecordingWatcher();
    long start = store.image().revision();
    store.watch("configmaps", null, start, failingOnRows(failing));
    store.watch("configmaps", null, start, healthy);
    createConfigMap(store, a, "1");
    createConfigMap(store, b, "1");

    assertThat(failing.awaitClosed().closeReason()).contains("broken");
    assertThat(healthy.awaitRows(2).rows()).hasSize(2);
  }

  private static Store.Watcher failingOnRows(RecordingWatcher told) {
    return new Store.Watcher() {
      @Override
      public void onRows(List<Revision> rows, long revision) {
        throw new IllegalStateException("broken");
      }

      @Override
      public void onProgress(long revision) {
        told.onProgress(revision);
      }

      @Override
      public void onClosed(String reason) {
        told.onClosed(reason);
      }
    };
  }

  @Test
  void aWriteThatIsRefusedFailsItsFutureWithTheReason() {
    createConfigMap(store, a, "1");
    CompletableFuture<List<Revision>> refused =
        store.writeAsync(List.of(Change.create(a, configMap(a, "2"))), ORIGIN);

    assertThatThrownBy(refused::get)
        .isInstanceOf(ExecutionException.class)
        .hasCauseInstanceOf(StoreException.AlreadyExists.class);
  }

  protected final List<Revision> createBoth() {
    return store.write(
        List.of(Change.create(a, configMap(a, "1")), Change.create(b, configMap(b, "1"))), ORIGIN);
  }
}
