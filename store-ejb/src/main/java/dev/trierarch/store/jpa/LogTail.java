package dev.trierarch.store.jpa;

import dev.trierarch.store.StoreException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Looks again and again whether other control planes have appended, and has their rows read; hints
 * from the database make that sooner, but nothing relies on them.
 */
final class LogTail implements AutoCloseable {

  private static final Logger LOG = Logger.getLogger(LogTail.class.getName());

  private static final long POLL_WITHOUT_HINTS_MILLIS = 100;

  private final LogDatabase database;
  private final LogState state;
  private final LogWriter writer;
  private final InstantSource clock;
  private final Duration pollWithHints;
  private final ThreadFactory threads;
  private volatile Listening hints = Listening.NONE;
  private final CountDownLatch closing = new CountDownLatch(1);

  /**
   * @param pollWithHints how often to look while there are hints
   */
  LogTail(
      LogDatabase database,
      LogState state,
      LogWriter writer,
      InstantSource clock,
      Duration pollWithHints,
      ThreadFactory threads) {
    this.database = database;
    this.state = state;
    this.writer = writer;
    this.clock = clock;
    this.pollWithHints = pollWithHints;
    this.threads = threads;
  }

  void start() {
    hints = database.listen(this::hear, threads);
    threads.newThread(this::run).start();
  }

  private void hear(long appendedThrough) {
    if (appendedThrough > state.image().revision()) {
      writer.catchUpSoon();
    }
  }

  private void run() {
    try {
      while (!closing.await(pollMillis(), TimeUnit.MILLISECONDS)) {
        poll();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private long pollMillis() {
    return hints.isOn() ? pollWithHints.toMillis() : POLL_WITHOUT_HINTS_MILLIS;
  }

  private void poll() {
    try {
      Instant asked = clock.instant();
      boolean isAllRead = database.bounds().revision() == state.image().revision();
      if (isAllRead) {
        state.heardAllAt(asked);
      }
      if (!isAllRead || !writer.available()) {
        writer.catchUpSoon();
      }
    } catch (StoreException.Unavailable e) {
      LOG.log(Level.FINE, e, () -> "the log's head cannot be read");
    }
  }

  @Override
  public void close() {
    closing.countDown();
    hints.close();
  }
}
