package dev.trierarch.store.watch;

import dev.trierarch.store.Revision;
import dev.trierarch.store.Store;
import dev.trierarch.store.StoreException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Hands the rows of the log to everyone who watches.
 *
 * <p>The writer publishes; one dispatcher puts what each watch wants into its buffer; a few threads
 * empty the buffers. A watch is registered and given its past under the same lock that the
 * dispatcher holds, so that no row falls between them and none is given twice.
 */
public final class WatchHub implements AutoCloseable {

  private static final Logger LOG = Logger.getLogger(WatchHub.class.getName());

  /** Published batches that may wait for the dispatcher before writers wait too. */
  private static final int WAITING_BATCHES_MAX = 1024;

  /** Rows that may wait for one watch before it is closed. */
  public static final int BUFFERED_ROWS_MAX = 10_000;

  /** Stands for every resource in the map of subscribers. */
  private static final String EVERY_RESOURCE = "";

  private final RecentRows recent;
  private final History history;
  private final Executor dispatcher;
  private final Executor deliveries;
  private final Executor replays;
  private final int bufferedRowsMax;
  private final Semaphore waitingBatches = new Semaphore(WAITING_BATCHES_MAX);
  private final Map<String, Set<Subscriber>> subscribers = new ConcurrentHashMap<>();
  private long dispatchedRevision;
  private boolean closed;

  /**
   * @param revision the newest revision when the hub is made
   * @param dispatcher runs one task at a time, in order
   * @param deliveries runs the watchers
   * @param replays reads the past for watches that resume from before what memory has
   */
  public WatchHub(
      long revision,
      RecentRows recent,
      History history,
      Executor dispatcher,
      Executor deliveries,
      Executor replays,
      int bufferedRowsMax) {
    this.dispatchedRevision = revision;
    this.recent = recent;
    this.history = history;
    this.dispatcher = dispatcher;
    this.deliveries = deliveries;
    this.replays = replays;
    this.bufferedRowsMax = bufferedRowsMax;
  }

  /**
   * Takes the next transactions of the log; they are in {@link RecentRows} already. Waits when the
   * dispatcher is far behind.
   */
  public void publish(List<List<Revision>> transactions) {
    if (transactions.isEmpty()) {
      return;
    }
    waitingBatches.acquireUninterruptibly();
    try {
      dispatcher.execute(() -> dispatch(transactions));
    } catch (RuntimeException e) {
      waitingBatches.release();
      throw e;
    }
  }

  private void dispatch(List<List<Revision>> transactions) {
    try {
      transactions.forEach(this::offerToAll);
    } finally {
      waitingBatches.release();
    }
  }

  private synchronized void offerToAll(List<Revision> transaction) {
    dispatchedRevision = RecentRows.lastNumber(transaction);
    offer(EVERY_RESOURCE, transaction);
    if (transaction.size() == 1) {
      offer(transaction.get(0).key().resource(), transaction);
    } else {
      transaction.stream()
          .map(row -> row.key().resource())
          .distinct()
          .forEach(resource -> offer(resource, transaction));
    }
  }

  private void offer(String resource, List<Revision> transaction) {
    for (Subscriber subscriber : subscribers.getOrDefault(resource, Set.of())) {
      subscriber.offer(transaction);
    }
  }

  /** As {@link Store#watch}. */
  public Store.Subscription watch(
      String resource, String namespace, long afterRevision, Store.Watcher watcher) {
    Subscriber subscriber =
        new Subscriber(
            new WatchFilter(resource, namespace),
            afterRevision,
            watcher,
            deliveries,
            bufferedRowsMax,
            this::remove);
    OptionalLong joinRevision = join(subscriber, afterRevision);
    if (joinRevision.isPresent()) {
      replays.execute(() -> replay(subscriber, afterRevision, joinRevision.getAsLong()));
    } else {
      subscriber.release();
    }
    return subscriber;
  }

  /**
   * Registers a subscriber and gives it what memory has of its past.
   *
   * @return when memory does not reach far enough, the revision that its buffer begins after
   */
  private synchronized OptionalLong join(Subscriber subscriber, long afterRevision) {
    if (closed) {
      throw new StoreException.Unavailable("the store is closed", null);
    }
    long oldestRevision = history.oldestRevision();
    if (afterRevision < oldestRevision) {
      throw new StoreException.Compacted(afterRevision, oldestRevision);
    }
    Optional<List<List<Revision>>> past = recent.between(afterRevision, dispatchedRevision);
    past.ifPresent(transactions -> transactions.forEach(subscriber::offer));
    add(subscriber);
    return past.isPresent() ? OptionalLong.empty() : OptionalLong.of(dispatchedRevision);
  }

  /** Delivers the rows up to the one that the subscriber's buffer begins after. */
  private void replay(Subscriber subscriber, long afterRevision, long joinRevision) {
    try {
      long position = afterRevision;
      while (position < joinRevision && !subscriber.isOver()) {
        position = replayPage(subscriber, position, joinRevision);
      }
    } catch (StoreException e) {
      LOG.log(
          Level.INFO,
          () -> "a watch could not resume from revision " + afterRevision + ": " + e.getMessage());
      subscriber.abandon(e.getMessage());
    } finally {
      subscriber.release();
    }
  }

  private long replayPage(Subscriber subscriber, long afterRevision, long joinRevision) {
    long position = joinRevision; // where an empty page leaves off: there is nothing more
    for (List<Revision> transaction : history.transactionsAfter(afterRevision)) {
      position = RecentRows.lastNumber(transaction);
      if (position > joinRevision) {
        break;
      }
      subscriber.deliverPast(transaction, afterRevision);
    }
    return position;
  }

  /** Tells watches that have had no rows for a while how far the log is. */
  public void reportProgress() {
    dispatcher.execute(this::dispatchProgress);
  }

  private synchronized void dispatchProgress() {
    long revision = dispatchedRevision;
    subscribers.values().forEach(set -> set.forEach(each -> each.offerProgress(revision)));
  }

  /** Goes on from a later revision; rows between are not known, so every watch has to resume. */
  public void restart(long revision) {
    dispatcher.execute(() -> dispatchRestart(revision));
  }

  private synchronized void dispatchRestart(long revision) {
    dispatchedRevision = revision;
    all().forEach(subscriber -> subscriber.abandon("the store lost its place in the log"));
  }

  private List<Subscriber> all() {
    return subscribers.values().stream().flatMap(Set::stream).toList();
  }

  /** Running watches. */
  public int watchCount() {
    return subscribers.values().stream().mapToInt(Set::size).sum();
  }

  private void add(Subscriber subscriber) {
    subscribers
        .computeIfAbsent(keyOf(subscriber), resource -> ConcurrentHashMap.newKeySet())
        .add(subscriber);
  }

  private void remove(Subscriber subscriber) {
    subscribers.computeIfPresent(
        keyOf(subscriber),
        (resource, set) -> {
          set.remove(subscriber);
          return set.isEmpty() ? null : set;
        });
  }

  private static String keyOf(Subscriber subscriber) {
    String resource = subscriber.filter().resource();
    return resource == null ? EVERY_RESOURCE : resource;
  }

  /** Ends every watch; the watchers are told. */
  @Override
  public void close() {
    synchronized (this) {
      closed = true;
    }
    all().forEach(subscriber -> subscriber.abandon("the store closes"));
  }
}
