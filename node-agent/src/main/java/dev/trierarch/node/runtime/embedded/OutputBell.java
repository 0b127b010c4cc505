package dev.trierarch.node.runtime.embedded;

import java.io.IOException;
import java.util.concurrent.TimeUnit;

/** Wakes those who follow a container's output; whoever counted the rings before misses none. */
final class OutputBell {
  private long rings;

  synchronized void ring() {
    rings++;
    notifyAll();
  }

  synchronized long rings() {
    return rings;
  }

  /** Waits until it has rung since it was counted, or so long. */
  synchronized void await(long counted, long patienceMillis) throws IOException {
    long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(patienceMillis);
    long leftMillis = patienceMillis;
    try {
      while (rings == counted && leftMillis > 0) {
        wait(leftMillis);
        leftMillis = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("the agent stops", e);
    }
  }
}
