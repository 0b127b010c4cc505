package dev.trierarch.store.jpa;

import dev.trierarch.store.StoreException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Removes old history from the log in small steps, and rests after each three times as long as it
 * took, so that writers have at least three quarters of the database's time.
 *
 * <p>The newest {@code historyRows} rows are kept, and however many there are, those of the last
 * {@code historyAge}.
 */
final class Compactor {

  private static final Logger LOG = Logger.getLogger(Compactor.class.getName());

  private static final int STEP_ROWS_MAX = 250;
  private static final int STEPS_PER_BEAT_MAX = 2000;
  private static final int SPACE_STEPS_PER_BEAT_MAX = 64;
  private static final int REST_TIMES_STEP = 3;
  private static final long REST_NANOS_MAX = TimeUnit.SECONDS.toNanos(1);

  private final LogDatabase database;
  private final LogState state;
  private final InstantSource clock;
  private final long historyRows;
  private final Duration historyAge;

  Compactor(
      LogDatabase database,
      LogState state,
      InstantSource clock,
      long historyRows,
      Duration historyAge) {
    this.database = database;
    this.state = state;
    this.clock = clock;
    this.historyRows = historyRows;
    this.historyAge = historyAge;
  }

  /** Compacts what may go by now. */
  void beat() {
    try {
      long target = state.image().revision() - historyRows;
      long before = database.bounds().compactedRevision();
      long compacted = before;
      for (int step = 0; step < STEPS_PER_BEAT_MAX && compacted < target; step++) {
        long next = Math.min(target, compacted + STEP_ROWS_MAX);
        if (database.timeAt(next).isAfter(clock.instant().minus(historyAge))) {
          break;
        }
        compacted = compactTo(next);
      }
      giveBackSpace(SPACE_STEPS_PER_BEAT_MAX);
      if (compacted > before) {
        LOG.log(Level.FINE, "the log is compacted up to revision {0}", compacted);
      }
    } catch (StoreException.Unavailable e) {
      LOG.log(Level.WARNING, "compaction waits for the database: {0}", e.getMessage());
    }
  }

  /** Compacts up to a revision, however young, in steps. */
  void compactAllTo(long revision) {
    long compacted = database.bounds().compactedRevision();
    while (compacted < revision) {
      compacted = compactTo(Math.min(revision, compacted + STEP_ROWS_MAX));
    }
    giveBackSpace(Integer.MAX_VALUE);
  }

  private void giveBackSpace(int stepsMax) {
    for (int step = 0; step < stepsMax && resting(database::giveBackSpace); step++) {
      LOG.log(Level.FINEST, "there is more space to give back");
    }
  }

  private long compactTo(long revision) {
    long compacted =
        resting(
            () ->
                database.exclusively(
                    log -> {
                      if (log.bounds().compactedRevision() < revision) {
                        log.compactTo(revision);
                      }
                      return log.bounds().compactedRevision();
                    }));
    state.history().compactedTo(compacted);
    return compacted;
  }

  private static <T> T resting(Supplier<T> step) {
    long startNanos = System.nanoTime();
    T result = step.get();
    long tookNanos = System.nanoTime() - startNanos;
    LockSupport.parkNanos(Math.min(REST_TIMES_STEP * tookNanos, REST_NANOS_MAX));
    return result;
  }
}
