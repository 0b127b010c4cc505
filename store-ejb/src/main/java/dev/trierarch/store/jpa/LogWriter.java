package dev.trierarch.store.jpa;

import dev.trierarch.store.Change;
import dev.trierarch.store.Origin;
import dev.trierarch.store.Revision;
import dev.trierarch.store.StoreException;
import dev.trierarch.store.image.ClusterImage;
import dev.trierarch.store.image.WriteLimits;
import dev.trierarch.store.image.WritePlan;
import dev.trierarch.store.jpa.LogDatabase.Bounds;
import dev.trierarch.store.jpa.LogDatabase.LockedLog;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Appends to the log, everything that waits in one commit.
 *
 * <p>One thread writes, and it alone advances the {@link LogState}. Under the lock of the log's
 * head it reads what other control planes have appended, decides each write in the state that this
 * makes, and appends. Only when the commit is on disk does the state advance, and only then are the
 * writes answered.
 *
 * <p>When a commit fails its outcome may be unknown: the answer was lost, not the write. The log
 * itself then tells, see {@link #settle}.
 */
final class LogWriter implements AutoCloseable {

  private static final Logger LOG = Logger.getLogger(LogWriter.class.getName());

  private static final int SETTLE_ATTEMPTS_MAX = 4;
  private static final long SETTLE_MILLIS_MAX = 5000;
  private static final long SETTLE_PAUSE_MILLIS = 100;
  private static final long CLOSE_WAIT_MILLIS = 20_000;

  private final LogDatabase database;
  private final LogState state;
  private final InstantSource clock;
  private final WriteQueue waiting;
  private final WriteAnswers answers;
  private final Thread thread;
  private volatile boolean available = true;

  /** What a commit was to do; kept until its outcome is known. */
  private record Attempt(List<List<Revision>> foreign, WritePlan plan, Instant time) {

    static final Attempt NONE = new Attempt(List.of(), null, Instant.EPOCH);

    /** The revision that exists only if the commit happened; 0 when nothing was to be written. */
    long lastRevision() {
      List<List<Revision>> own = plan == null ? List.of() : plan.transactions();
      return own.isEmpty() ? 0 : lastOf(lastOf(own)).number();
    }
  }

  LogWriter(
      LogDatabase database,
      LogState state,
      InstantSource clock,
      WriteQueue waiting,
      ThreadFactory threads) {
    this.database = database;
    this.state = state;
    this.clock = clock;
    this.waiting = waiting;
    this.answers = new WriteAnswers(threads);
    this.thread = threads.newThread(this::run);
  }

  void start() {
    thread.start();
  }

  CompletableFuture<List<Revision>> submit(List<Change> changes, Origin origin) {
    PendingWrite pending = new PendingWrite(new WritePlan.Write(List.copyOf(changes), origin));
    try {
      WriteLimits.check(changes, origin);
      waiting.add(pending);
    } catch (StoreException e) {
      pending.fail(e);
    }
    return pending.answer();
  }

  /** Has the rows of other control planes read soon: on their own, or with the next commit. */
  void catchUpSoon() {
    waiting.wake();
  }

  /** Whether the database took the last commit. */
  boolean available() {
    return available && !waiting.isClosed();
  }

  private void run() {
    while (!waiting.isClosed()) {
      try {
        List<PendingWrite> batch = waiting.take();
        if (batch.isEmpty()) {
          catchUp();
        } else {
          commit(batch);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        waiting.close();
      } catch (RuntimeException e) {
        available = false;
        LOG.log(Level.SEVERE, e, () -> "the log's writer failed and goes on");
      }
    }
    failWaiting();
  }

  private void commit(List<PendingWrite> batch) throws InterruptedException {
    Attempt[] attempt = {Attempt.NONE};
    try {
      database.exclusively(log -> attempt[0] = append(log, batch));
      succeed(batch, attempt[0]);
    } catch (StoreException.Compacted e) {
      reload();
      commit(batch);
    } catch (StoreException.DiskFull e) {
      giveUp(batch, e); // the database itself says that nothing was committed
    } catch (StoreException.Unavailable e) {
      available = false;
      LOG.log(Level.WARNING, "a commit of {0} writes failed: {1}", message(batch, e));
      settle(batch, attempt[0], e);
    } catch (RuntimeException e) {
      StoreException failure = new StoreException.Unavailable("the write failed: " + e, e);
      batch.forEach(write -> write.fail(failure));
      throw e;
    }
  }

  private Attempt append(LockedLog log, List<PendingWrite> batch) {
    ClusterImage image = state.image();
    requireNotBehind(log.bounds(), image);
    List<List<Revision>> foreign = readForeign(log, image);
    state.history().compactedTo(log.bounds().compactedRevision());
    ClusterImage current = advanced(image, foreign).at(log.bounds().revision());
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    WritePlan plan = WritePlan.of(current, batch.stream().map(PendingWrite::write).toList(), now);
    log.append(plan.transactions());
    return new Attempt(foreign, plan, now);
  }

  private void succeed(List<PendingWrite> batch, Attempt attempt) {
    List<List<Revision>> transactions = new ArrayList<>(attempt.foreign());
    transactions.addAll(attempt.plan().transactions());
    state.advance(transactions, attempt.plan().image());
    state.heardAllAt(attempt.time());
    available = true;
    answers.give(batch, attempt.plan().outcomes());
  }

  /**
   * Finds out what became of a commit that failed: under the head's lock no commit of ours can
   * still be under way, so a row that is not there now will never be.
   */
  private void settle(List<PendingWrite> batch, Attempt attempt, StoreException failure)
      throws InterruptedException {
    long deadlineNanos = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(SETTLE_MILLIS_MAX);
    for (int tries = 1; mayTryToSettle(tries, deadlineNanos); tries++) {
      try {
        if (wasCommitted(attempt)) {
          succeed(batch, attempt);
        } else {
          batch.forEach(write -> write.fail(failure));
          catchUpSoon(); // tells whether the database answers again
        }
        return;
      } catch (StoreException.Unavailable e) {
        LOG.log(Level.FINE, e, () -> "the outcome of a commit cannot be read yet");
        TimeUnit.MILLISECONDS.sleep(SETTLE_PAUSE_MILLIS * tries);
      }
    }
    // If it did happen after all, its rows are read with the next success, as another's would be.
    batch.forEach(write -> write.fail(failure));
    catchUpSoon();
  }

  private boolean mayTryToSettle(int tries, long deadlineNanos) {
    return tries <= SETTLE_ATTEMPTS_MAX
        && (tries == 1 || System.nanoTime() < deadlineNanos)
        && !waiting.isClosed();
  }

  private void giveUp(List<PendingWrite> batch, StoreException failure) {
    LOG.log(
        available ? Level.WARNING : Level.FINE,
        "a commit of {0} writes failed: {1}",
        message(batch, failure));
    available = false;
    batch.forEach(write -> write.fail(failure));
  }

  private boolean wasCommitted(Attempt attempt) {
    long revision = attempt.lastRevision();
    return revision > 0 && database.exclusively(log -> log.isOwn(revision));
  }

  private void catchUp() {
    try {
      ClusterImage image = state.image();
      Instant asked = clock.instant();
      List<List<Revision>> foreign = database.transactionsAfter(image.revision());
      while (!foreign.isEmpty()) {
        image = advanced(image, foreign);
        state.advance(foreign, image);
        asked = clock.instant();
        foreign = database.transactionsAfter(image.revision());
      }
      Bounds bounds = database.bounds();
      requireNotBehind(bounds, image);
      state.heardAllAt(asked);
      state.history().compactedTo(bounds.compactedRevision());
      if (!available) {
        database.exclusively(LockedLog::bounds); // that it can be read does not say it takes writes
        available = true;
      }
    } catch (StoreException.Compacted e) {
      reload();
    } catch (StoreException.Unavailable e) {
      // Said once: whoever finds the database gone asks for this again and again.
      LOG.log(
          available ? Level.WARNING : Level.FINE,
          e,
          () -> "the database does not answer, or takes no writes");
      available = false;
    }
  }

  /** All that others have appended since; whoever asks holds the lock, so there is an end to it. */
  private static List<List<Revision>> readForeign(LockedLog log, ClusterImage image) {
    List<List<Revision>> foreign = new ArrayList<>();
    long position = image.revision();
    while (position < log.bounds().revision()) {
      List<List<Revision>> page = log.transactionsAfter(position);
      if (page.isEmpty()) {
        break;
      }
      foreign.addAll(page);
      position = lastOf(lastOf(page)).number();
    }
    return foreign;
  }

  private static ClusterImage advanced(ClusterImage image, List<List<Revision>> transactions) {
    ClusterImage next = image;
    for (List<Revision> rows : transactions) {
      for (Revision row : rows) {
        next = next.with(row);
      }
    }
    return next;
  }

  /** A log that ends before what was read from it is an older one than it was. */
  private static void requireNotBehind(Bounds bounds, ClusterImage image) {
    if (bounds.revision() < image.revision()) {
      throw new StoreException.Compacted(image.revision(), bounds.revision());
    }
  }

  /**
   * The database has gone back, to a replica that lagged or to a copy: what was lost is lost, but
   * no revision that somebody may have seen comes a second time.
   */
  private void bringForward(long seen) {
    database.exclusively(
        log -> {
          long head = log.bounds().revision();
          if (head < seen) {
            LOG.log(
                Level.SEVERE,
                "the database went back from revision {0} to {1}: the writes between are lost",
                new Object[] {seen, head});
            log.restartAt(Snapshot.headAfter(head, seen, clock.instant()));
          }
          return head;
        });
  }

  /** So far behind that the rows between are compacted: all is read anew, watches list again. */
  private void reload() {
    bringForward(state.image().revision());
    long revision = database.bounds().revision();
    LOG.log(Level.WARNING, "too far behind the log: the state is read anew at {0}", revision);
    ClusterImage image = LogHistory.load(database, revision);
    state.history().compactedTo(database.bounds().compactedRevision());
    state.restart(image);
  }

  private void failWaiting() {
    StoreException closed = new StoreException.Unavailable("the store is closed", null);
    waiting.drain().forEach(write -> write.fail(closed));
  }

  private static Object[] message(List<PendingWrite> batch, StoreException e) {
    return new Object[] {batch.size(), e.getMessage()};
  }

  private static <T> T lastOf(List<T> list) {
    return list.get(list.size() - 1);
  }

  /** Lets the commit under way end; what waits behind it is refused. */
  @Override
  public void close() {
    waiting.close();
    try {
      thread.join(CLOSE_WAIT_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    failWaiting();
    answers.close();
  }
}
