package dev.trierarch.api.stream;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Runs tasks one after another on a thread that it borrows: one hand-over for all that have come
 * meanwhile. What goes over one connection goes together so, and waits for no lock of it.
 */
final class Lane implements Executor {

  private static final Logger LOG = Logger.getLogger(Lane.class.getName());

  /** After so many the thread is given to the next lane. */
  private static final int TASKS_PER_TURN_MAX = 256;

  private final Executor threads;
  private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
  private final AtomicInteger waiting = new AtomicInteger();

  Lane(Executor threads) {
    this.threads = threads;
  }

  @Override
  public void execute(Runnable task) {
    tasks.add(task);
    if (waiting.getAndIncrement() == 0) {
      threads.execute(this::runSome);
    }
  }

  private void runSome() {
    int left;
    int done = 0;
    do {
      run(tasks.remove());
      left = waiting.decrementAndGet();
      done++;
    } while (left > 0 && done < TASKS_PER_TURN_MAX);
    if (left > 0) {
      threads.execute(this::runSome);
    }
  }

  private static void run(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException e) {
      LOG.log(Level.WARNING, "A task of a stream failed", e);
    }
  }
}
