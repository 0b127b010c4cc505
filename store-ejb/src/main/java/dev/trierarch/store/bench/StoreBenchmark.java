package dev.trierarch.store.bench;

import dev.trierarch.store.Change;
import dev.trierarch.store.Document;
import dev.trierarch.store.Documents;
import dev.trierarch.store.ObjectKey;
import dev.trierarch.store.Origin;
import dev.trierarch.store.Store;
import dev.trierarch.store.StoreException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Measures how fast a store takes synced writes from so many writers at a time. */
public final class StoreBenchmark {

  private static final Origin ORIGIN = new Origin("benchmark", "trierarch-bench", 0);
  private static final int KEYS_PER_WRITER = 50;

  private final Target target;
  private final int objectBytes;

  /**
   * @param objectBytes the size of the objects that are written
   */
  public StoreBenchmark(Target target, int objectBytes) {
    this.target = target;
    this.objectBytes = objectBytes;
  }

  public StoreBenchmark(Store store, int objectBytes) {
    this((key, revision, document) -> write(store, key, revision, document), objectBytes);
  }

  /** What is written to: a store, or another system that is measured beside it. */
  @FunctionalInterface
  public interface Target {
    /**
     * Returns once the write is synced.
     *
     * @param revision of the object's last write, 0 when it is to be created
     * @return the revision of this write
     */
    long write(ObjectKey key, long revision, Document document);
  }

  /** What was measured. */
  public record Result(
      int writers, long writes, double writesPerSecond, double p50Millis, double p99Millis) {}

  /** Each writer creates some objects and then updates them in turn, until the time is over. */
  public Result writes(int writers, Duration duration)
      throws InterruptedException, ExecutionException {
    ExecutorService executor = Executors.newFixedThreadPool(writers);
    try {
      long start = System.nanoTime();
      List<Callable<long[]>> tasks = new ArrayList<>();
      for (int i = 0; i < writers; i++) {
        String prefix = "writer-" + writers + "-" + i + "-" + start;
        tasks.add(() -> writeUntil(prefix, start + duration.toNanos()));
      }
      List<long[]> latencies = new ArrayList<>();
      for (Future<long[]> done : executor.invokeAll(tasks)) {
        latencies.add(done.get());
      }
      return result(writers, latencies, System.nanoTime() - start);
    } finally {
      executor.shutdownNow();
    }
  }

  private long[] writeUntil(String prefix, long deadlineNanos) {
    Document[] documents = new Document[KEYS_PER_WRITER];
    long[] revisions = new long[KEYS_PER_WRITER];
    long[] latencies = new long[1024];
    int count = 0;
    while (System.nanoTime() < deadlineNanos) {
      int slot = count % KEYS_PER_WRITER;
      ObjectKey key = new ObjectKey("configmaps", "benchmark", prefix + "-" + slot);
      if (documents[slot] == null) {
        documents[slot] = document(key, objectBytes);
      }
      long before = System.nanoTime();
      revisions[slot] = target.write(key, revisions[slot], documents[slot]);
      if (count == latencies.length) {
        latencies = Arrays.copyOf(latencies, 2 * count);
      }
      latencies[count++] = System.nanoTime() - before;
    }
    return Arrays.copyOf(latencies, count);
  }

  /**
   * @throws StoreException when the store refuses
   */
  private static long write(Store store, ObjectKey key, long revision, Document document) {
    Change change =
        revision == 0 ? Change.create(key, document) : Change.update(key, revision, document);
    return store.write(List.of(change), ORIGIN).get(0).number();
  }

  /** An object of that name and size. */
  public static Document document(ObjectKey key, int objectBytes) {
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    object.put("apiVersion", "v1");
    object.put("kind", "ConfigMap");
    ObjectNode metadata = object.putObject("metadata");
    metadata.put("name", key.name());
    metadata.put("namespace", key.namespace());
    metadata.put("uid", key.name());
    metadata.putObject("labels").put("app", "benchmark");
    int overhead = Documents.encode(object).json().length;
    object.putObject("data").put("value", "x".repeat(Math.max(1, objectBytes - overhead)));
    return Documents.encode(object);
  }

  private static Result result(int writers, List<long[]> latencies, long elapsedNanos) {
    long[] sorted = latencies.stream().flatMapToLong(Arrays::stream).sorted().toArray();
    return new Result(
        writers,
        sorted.length,
        sorted.length * 1e9 / elapsedNanos,
        millisAt(sorted, 0.50),
        millisAt(sorted, 0.99));
  }

  private static double millisAt(long[] sortedNanos, double quantile) {
    return sortedNanos.length == 0
        ? 0
        : sortedNanos[(int) (quantile * (sortedNanos.length - 1))] / 1e6;
  }
}
