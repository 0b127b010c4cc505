package dev.trierarch.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** A watcher that remembers all it was told, and lets a test wait for it. */
public final class RecordingWatcher implements Store.Watcher {

  private static final long WAIT_SECONDS_MAX = 20;

  private final List<List<Revision>> calls = new ArrayList<>();
  private final List<Long> progress = new ArrayList<>();
  private String closeReason;

  @Override
  public synchronized void onRows(List<Revision> rows, long revision) {
    calls.add(rows);
    notifyAll();
  }

  @Override
  public synchronized void onProgress(long revision) {
    progress.add(revision);
    notifyAll();
  }

  @Override
  public synchronized void onClosed(String reason) {
    closeReason = reason;
    notifyAll();
  }

  /** The rows of each call. */
  public synchronized List<List<Revision>> calls() {
    return List.copyOf(calls);
  }

  public synchronized List<Revision> rows() {
    return calls.stream().flatMap(List::stream).toList();
  }

  public synchronized List<Long> numbers() {
    return rows().stream().map(Revision::number).toList();
  }

  public synchronized List<Long> progress() {
    return List.copyOf(progress);
  }

  public synchronized String closeReason() {
    return closeReason;
  }

  /** Waits until at least so many rows have come. */
  public RecordingWatcher awaitRows(int count) {
    return await(() -> rows().size() >= count, count + " rows");
  }

  public RecordingWatcher awaitRevision(long revision) {
    return await(
        () -> numbers().stream().anyMatch(number -> number >= revision), "revision " + revision);
  }

  public RecordingWatcher awaitProgress() {
    return await(() -> !progress.isEmpty(), "progress");
  }

  public RecordingWatcher awaitClosed() {
    return await(() -> closeReason != null, "the end");
  }

  private synchronized RecordingWatcher await(BooleanSupplier condition, String what) {
    long deadlineNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(WAIT_SECONDS_MAX);
    try {
      while (!condition.getAsBoolean()) {
        long leftNanos = deadlineNanos - System.nanoTime();
        assertThat(leftNanos).as("time left waiting for %s, got %s", what, rows()).isPositive();
        TimeUnit.NANOSECONDS.timedWait(this, leftNanos);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted while waiting for " + what, e);
    }
    return this;
  }
}
