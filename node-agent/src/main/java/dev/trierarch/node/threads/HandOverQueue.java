package dev.trierarch.node.threads;

import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.RejectedExecutionHandler;
import java.util.concurrent.ThreadPoolExecutor;

/**
 * Makes a thread pool prefer its idle threads, then new ones up to its maximum, and only then
 * queue. (A pool with a plain queue starts threads it does not need, or never more than its core.)
 */
final class HandOverQueue extends LinkedTransferQueue<Runnable>
    implements RejectedExecutionHandler {
  private static final long serialVersionUID = 1L;

  /** Taken only if a thread waits for it; the pool starts a thread otherwise. */
  @Override
  public boolean offer(Runnable task) {
    return tryTransfer(task);
  }

  /** The pool has all its threads: now the task waits. */
  @Override
  public void rejectedExecution(Runnable task, ThreadPoolExecutor pool) {
    if (pool.isShutdown()) {
      throw new RejectedExecutionException("the agent stops");
    }
    put(task);
  }
}
