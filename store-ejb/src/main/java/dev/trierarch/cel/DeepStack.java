package dev.trierarch.cel;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * Runs what recurses over expressions where there is stack for the deepest that may be written: a
 * server's threads have too little, and a class whose loading runs out of stack stays broken.
 */
final class DeepStack {

  /** Reserved, not used, by those that are not deep. */
  private static final long STACK_BYTES = 64L << 20;

  private DeepStack() {}

  static <T> T call(Callable<T> work) {
    FutureTask<T> task = new FutureTask<>(work);
    new Thread(null, task, "expression", STACK_BYTES).start();
    try {
      return task.get();
    } catch (ExecutionException e) {
      throw new CompletionException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CompletionException(e);
    }
  }
}
