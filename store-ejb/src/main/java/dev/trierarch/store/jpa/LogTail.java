package dev.trierarch.store.jpa;

import dev.trierarch.store.StoreException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Looks again and again whether other control planes have appended, and has their rows read. */
final class LogTail implements AutoCloseable {

  private static final Logger LOG = Logger.getLogger(LogTail.class.getName());

  private static final long POLL_MILLIS = 100;

  private final LogDatabase database;
  private final LogState state;
  private final LogWriter writer;
  private final InstantSource clock;
  private final Thread thread;
  private final CountDownLatch closing = new CountDownLatch(1);

  LogTail(
      LogDatabase database,
      LogState state,
      LogWriter writer,
      InstantSource clock,
      ThreadFactory threads) {
    this.database = database;
    this.state = state;
    this.writer = writer;
    this.clock = clock;
    this.thread = threads.newThread(this::run);
  }

  void start() {
    thread.start();
  }

  private void run() {
    try {
      while (!closing.await(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
        poll();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void poll() {
    try {
      Instant asked = clock.instant();
      boolean isAllRead = database.bounds().revision() <= state.image().revision();
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
  }
}
