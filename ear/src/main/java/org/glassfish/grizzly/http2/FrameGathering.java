package org.glassfish.grizzly.http2;

import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;

/**
 * Says when a connection's frames are written: one that comes after a pause at once, those that
 * follow it closely together, after half a millisecond at the latest.
 *
 * <p>Threading: any thread may ask; {@code due} is true while a write is scheduled that is yet to
 * look at what waits.
 */
final class FrameGathering {

  /** With the heads of small frames, this still fits into one TLS record. */
  static final int WAITING_BYTES_MAX = 14 * 1024;

  static final long WAITING_NANOS_MAX = TimeUnit.MICROSECONDS.toNanos(500);

  /** Writes what waits, for all connections; what it does never blocks. */
  private static final ScheduledThreadPoolExecutor TIMER =
      new ScheduledThreadPoolExecutor(1, FrameGathering::daemon);

  private final Runnable write;
  private final LongSupplier nanoClock;
  private final Executor later;
  private final AtomicBoolean due = new AtomicBoolean();
  private volatile long wroteAtNanos;

  /**
   * @param write writes all that waits
   */
  FrameGathering(Runnable write) {
    this(write, System::nanoTime, FrameGathering::later);
  }

  FrameGathering(Runnable write, LongSupplier nanoClock, Executor later) {
    this.write = write;
    this.nanoClock = nanoClock;
    this.later = later;
    this.wroteAtNanos = nanoClock.getAsLong() - WAITING_NANOS_MAX;
  }

  @SuppressWarnings("FutureReturnValueIgnored") // what it runs says itself what went wrong
  private static void later(Runnable write) {
    TIMER.schedule(write, WAITING_NANOS_MAX, TimeUnit.NANOSECONDS);
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "http2-frames");
    thread.setDaemon(true);
    thread.setContextClassLoader(null); // it outlives the application whose thread starts it
    return thread;
  }

  /**
   * True when a frame that has just been queued may wait, as its write is seen to; false when the
   * caller has to write.
   */
  boolean holds(int waitingBytes, boolean endsStream) {
    long now = nanoClock.getAsLong();
    if (endsStream
        || waitingBytes >= WAITING_BYTES_MAX
        || now - wroteAtNanos >= WAITING_NANOS_MAX) {
      wroteAtNanos = now;
      return false;
    }
    if (due.compareAndSet(false, true)) {
      later.execute(this::writeNow);
    }
    return true;
  }

  private void writeNow() {
    due.set(false); // before the write: a frame that comes during it asks for another
    wroteAtNanos = nanoClock.getAsLong();
    write.run();
  }
}
