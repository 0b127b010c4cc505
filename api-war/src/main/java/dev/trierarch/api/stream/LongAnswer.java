package dev.trierarch.api.stream;

import dev.trierarch.api.resource.RestOfAnswer;
import java.util.concurrent.Future;

/**
 * A list that is made part by part, each when the client has taken the ones before.
 *
 * <p>Threading: parts are made by one thread at a time; another looks whether any are.
 */
final class LongAnswer implements AsyncOutput.Source {

  private final Runnable atEnd;
  private RestOfAnswer rest;
  private AsyncOutput output;
  private Future<?> stallChecks;
  private boolean movedSinceCheck = true;
  private boolean closed;

  /**
   * @param atEnd is run once, however it ends
   */
  LongAnswer(RestOfAnswer rest, Runnable atEnd) {
    this.rest = rest;
    this.atEnd = atEnd;
  }

  /** Ties the ends together: where the parts go, and what has {@link #endIfStalled} called. */
  synchronized void connect(AsyncOutput to, Future<?> checks) {
    output = to;
    stallChecks = checks;
    if (closed) {
      checks.cancel(false);
    }
    to.wake();
  }

  @Override
  public synchronized byte[] next() {
    movedSinceCheck = true;
    return isFinished() ? null : rest.nextPart();
  }

  @Override
  public synchronized boolean isFinished() {
    return closed || rest.isEmpty();
  }

  /** Ends it when the client has taken nothing since the last call. */
  synchronized void endIfStalled() {
    if (!movedSinceCheck && output != null) {
      output.abort();
    }
    movedSinceCheck = false;
  }

  @Override
  public void onClosed() {
    synchronized (this) {
      closed = true;
      rest = null; // the objects of its revision may be long gone otherwise
      if (stallChecks != null) {
        stallChecks.cancel(false);
      }
    }
    atEnd.run();
  }
}
