package dev.trierarch.store.jpa;

import dev.trierarch.store.Change;
import dev.trierarch.store.Difference;
import dev.trierarch.store.DifferenceQuery;
import dev.trierarch.store.Freshness;
import dev.trierarch.store.Image;
import dev.trierarch.store.Origin;
import dev.trierarch.store.Revision;
import dev.trierarch.store.Store;
import dev.trierarch.store.image.ClusterImage;
import dev.trierarch.store.image.Differences;
import dev.trierarch.store.jpa.LogDatabase.Bounds;
import dev.trierarch.store.watch.RecentRows;
import dev.trierarch.store.watch.WatchHub;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.logging.Level;
import java.util.logging.Logger;

/** A store whose log is in a database: puts its parts together and runs their threads. */
public final class LogStore implements Store, AutoCloseable {

  private static final Logger LOG = Logger.getLogger(LogStore.class.getName());

  private static final long RECENT_BYTES_MAX = 32L * 1024 * 1024;
  private static final long WAITING_BYTES_MAX = 64L * 1024 * 1024;
  private static final int DELIVERY_THREADS = 4;

  private final LogState state;
  private final LogWriter writer;
  private final Optional<LogTail> tail;
  private final CurrentReads currentReads;
  private final Compactor compactor;
  private final HistoricImages historicImages;
  private final List<ExecutorService> executors;

  private LogStore(
      LogDatabase database, LogStoreSettings settings, InstantSource clock, ThreadFactory threads) {
    ExecutorService dispatcher = Executors.newSingleThreadExecutor(threads);
    ExecutorService deliveries = Executors.newFixedThreadPool(DELIVERY_THREADS, threads);
    ExecutorService replays = Executors.newSingleThreadExecutor(threads);
    ExecutorService looks = Executors.newSingleThreadExecutor(threads);
    executors = List.of(dispatcher, deliveries, replays, looks);

    Instant opened = clock.instant();
    Bounds bounds = database.bounds();
    ClusterImage image = LogHistory.load(database, bounds.revision());
    LogHistory history = new LogHistory(database, bounds.compactedRevision());
    RecentRows recent =
        new RecentRows(bounds.revision(), settings.recentRowsMax(), RECENT_BYTES_MAX);
    WatchHub hub =
        new WatchHub(
            bounds.revision(),
            recent,
            history,
            dispatcher,
            deliveries,
            replays,
            settings.bufferedRowsMax());
    state = new LogState(image, recent, history, hub, clock);
    state.heardAllAt(opened);
    WriteQueue waiting = new WriteQueue(settings.waitingWritesMax(), WAITING_BYTES_MAX);
    writer = new LogWriter(database, state, clock, waiting, threads);
    tail =
        settings.tail()
            ? Optional.of(
                new LogTail(database, state, writer, clock, settings.pollWithHints(), threads))
            : Optional.empty();
    currentReads = new CurrentReads(database, state, writer, looks, CurrentReads.WAIT_MILLIS_MAX);
    compactor =
        new Compactor(database, state, clock, settings.historyRows(), settings.historyAge());
    historicImages = new HistoricImages(database, state, settings.pastBytesMax());
  }

  /** Reads the state that the database has and begins to take writes. */
  static LogStore open(
      LogDatabase database, LogStoreSettings settings, InstantSource clock, ThreadFactory threads) {
    LogStore store = new LogStore(database, settings, clock, threads);
    store.writer.start();
    store.tail.ifPresent(LogTail::start);
    LOG.log(Level.INFO, "the store is open at revision {0}", store.state.image().revision());
    return store;
  }

  @Override
  public CompletableFuture<List<Revision>> writeAsync(List<Change> changes, Origin origin) {
    return writer.submit(changes, origin);
  }

  @Override
  public List<Revision> write(List<Change> changes, Origin origin) {
    try {
      return writeAsync(changes, origin).join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException refusal) {
        throw refusal;
      }
      throw e;
    }
  }

  @Override
  public Image image() {
    return state.image();
  }

  @Override
  public Image current() {
    return tail.isPresent() ? currentReads.current() : state.image();
  }

  @Override
  public Freshness freshness() {
    boolean isTheOnlyWriter = tail.isEmpty() && writer.available();
    return new Freshness(state.image().revision(), isTheOnlyWriter ? Duration.ZERO : state.age());
  }

  @Override
  public Image imageAt(long revision) {
    return historicImages.at(revision);
  }

  @Override
  public long oldestRevision() {
    return state.history().oldestRevision();
  }

  @Override
  public List<Revision> rowsAfter(long revision, int limit) {
    state.history().requireKept(revision);
    long head = state.image().revision();
    return state
        .recent()
        .between(revision, head)
        .orElseGet(() -> state.history().transactionsAfter(revision))
        .stream()
        .flatMap(List::stream)
        .filter(row -> row.number() > revision && row.number() <= head)
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
    return state.hub().watch(resource, namespace, afterRevision, watcher);
  }

  @Override
  public boolean ready() {
    return writer.available();
  }

  /** Tells idle watches how far the log is, and looks after a database that failed. */
  void beat() {
    if (!writer.available()) {
      writer.catchUpSoon();
    }
    state.hub().reportProgress();
  }

  /** Removes history that may go by age and number. */
  void compact() {
    compactor.beat();
  }

  /** Removes all history up to a revision. */
  void compactTo(long revision) {
    compactor.compactAllTo(revision);
  }

  @Override
  public void close() {
    tail.ifPresent(LogTail::close);
    writer.close();
    state.hub().close();
    executors.forEach(ExecutorService::shutdown);
  }
}
