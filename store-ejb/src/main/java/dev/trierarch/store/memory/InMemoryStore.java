package dev.trierarch.store.memory;

import dev.trierarch.store.Change;
import dev.trierarch.store.Difference;
import dev.trierarch.store.DifferenceQuery;
import dev.trierarch.store.Image;
import dev.trierarch.store.Origin;
import dev.trierarch.store.Revision;
import dev.trierarch.store.Store;
import dev.trierarch.store.StoreException;
import dev.trierarch.store.image.ClusterImage;
import dev.trierarch.store.image.Differences;
import dev.trierarch.store.image.Rewind;
import dev.trierarch.store.image.WriteLimits;
import dev.trierarch.store.image.WritePlan;
import dev.trierarch.store.watch.History;
import dev.trierarch.store.watch.RecentRows;
import dev.trierarch.store.watch.WatchHub;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * A store that keeps its log in memory only, for unit tests and simulation: a write is complete,
 * and its watchers have been called, when the method returns. With one thread it is deterministic.
 */
public final class InMemoryStore implements Store, AutoCloseable {

  /** The revision of an empty store, the same as etcd's. */
  private static final long FIRST_REVISION = 1;

  private static final int HISTORY_ROWS_MAX = 100_000;

  private final InstantSource clock;
  private final RecentRows log;
  private final Trampoline watchTasks = new Trampoline();
  private final WatchHub hub;
  private volatile ClusterImage image = ClusterImage.empty(FIRST_REVISION);

  public InMemoryStore(InstantSource clock) {
    this(clock, HISTORY_ROWS_MAX, WatchHub.BUFFERED_ROWS_MAX);
  }

  /**
   * @param historyRowsMax rows that are kept; older ones are compacted
   * @param bufferedRowsMax rows that may wait for one watch
   */
  public InMemoryStore(InstantSource clock, int historyRowsMax, int bufferedRowsMax) {
    this.clock = clock;
    this.log = new RecentRows(FIRST_REVISION, historyRowsMax, Long.MAX_VALUE);
    this.hub =
        new WatchHub(
            FIRST_REVISION,
            log,
            new Log(),
            watchTasks::submit,
            watchTasks,
            watchTasks,
            bufferedRowsMax);
  }

  /** The hub's view of the log. */
  private final class Log implements History {

    @Override
    public List<List<Revision>> transactionsAfter(long revision) {
      return between(revision, Long.MAX_VALUE);
    }

    @Override
    public long oldestRevision() {
      return log.floor();
    }
  }

  @Override
  public CompletableFuture<List<Revision>> writeAsync(List<Change> changes, Origin origin) {
    try {
      return CompletableFuture.completedFuture(write(changes, origin));
    } catch (RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  @Override
  public List<Revision> write(List<Change> changes, Origin origin) {
    WriteLimits.check(changes, origin);
    List<Revision> rows = append(new WritePlan.Write(changes, origin));
    watchTasks.drain();
    return rows;
  }

  private synchronized List<Revision> append(WritePlan.Write write) {
    WritePlan plan =
        WritePlan.of(image, List.of(write), clock.instant().truncatedTo(ChronoUnit.MILLIS));
    WritePlan.Outcome outcome = plan.outcomes().get(0);
    if (outcome.refusal() != null) {
      throw outcome.refusal();
    }
    log.append(List.of(outcome.rows()));
    image = plan.image();
    hub.publish(List.of(outcome.rows()));
    return outcome.rows();
  }

  @Override
  public Image image() {
    return image;
  }

  @Override
  public synchronized Image imageAt(long revision) {
    ClusterImage current = image;
    if (revision > current.revision()) {
      throw new StoreException.NotYet(revision, current.revision());
    }
    return Rewind.to(revision, current, between(revision, current.revision()));
  }

  @Override
  public long oldestRevision() {
    return log.floor();
  }

  @Override
  public List<Revision> rowsAfter(long revision, int limit) {
    return between(revision, Long.MAX_VALUE).stream()
        .flatMap(List::stream)
        .filter(row -> row.number() > revision)
        .limit(limit)
        .toList();
  }

  @Override
  public List<Difference> differences(DifferenceQuery query) {
    return Differences.of(this, query);
  }

  @Override
  public Subscription watch(
      String resource, String namespace, long afterRevision, Watcher watcher) {
    return hub.watch(resource, namespace, afterRevision, watcher);
  }

  /** Forgets the rows up to a revision. */
  public void compact(long revision) {
    log.forgetThrough(revision);
  }

  /** Tells idle watches how far the log is; a simulation calls it when it likes. */
  public void reportProgress() {
    hub.reportProgress();
    watchTasks.drain();
  }

  @Override
  public void close() {
    hub.close();
  }

  private List<List<Revision>> between(long afterRevision, long throughRevision) {
    return log.between(afterRevision, throughRevision)
        .orElseThrow(() -> new StoreException.Compacted(afterRevision, log.floor()));
  }
}
