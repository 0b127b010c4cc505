package dev.trierarch.store.memory;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;

/**
 * Runs each task on the caller's thread before {@link #execute} returns, but never one inside
 * another: what a task submits runs after it. So a single thread sees one order, always the same.
 *
 * <p>With several threads, one runs what the others submit meanwhile.
 */
final class Trampoline implements Executor {

  private final Queue<Runnable> tasks = new ArrayDeque<>();
  private boolean running;

  @Override
  public void execute(Runnable task) {
    submit(task);
    drain();
  }

  /** Leaves a task to the next {@link #drain}; so a caller who holds a lock keeps their order. */
  void submit(Runnable task) {
    synchronized (tasks) {
      tasks.add(task);
    }
  }

  /** Runs what was submitted, unless that is going on already. */
  void drain() {
    synchronized (tasks) {
      if (running) {
        return;
      }
      running = true;
    }
    for (Runnable next = take(); next != null; next = take()) {
      runOne(next);
    }
  }

  private void runOne(Runnable task) {
    boolean completed = false;
    try {
      task.run();
      completed = true;
    } finally {
      if (!completed) {
        synchronized (tasks) {
          running = false;
        }
      }
    }
  }

  private Runnable take() {
    synchronized (tasks) {
      Runnable next = tasks.poll();
      running = next != null;
      return next;
    }
  }
}
