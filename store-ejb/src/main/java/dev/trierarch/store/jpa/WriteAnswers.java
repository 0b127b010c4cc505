package dev.trierarch.store.jpa;

import dev.trierarch.store.image.WritePlan;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Gives the writes of a commit their answers. To wake hundreds who wait takes as long as a commit,
 * so it is done by a thread of its own, while the next commit is under way.
 */
final class WriteAnswers implements AutoCloseable {

  /** So few are answered sooner than another thread would be awake. */
  private static final int ANSWERED_AT_ONCE_MAX = 4;

  private static final int WAITING_COMMITS_MAX = 64;

  private final ThreadPoolExecutor answering;

  WriteAnswers(ThreadFactory threads) {
    answering =
        new ThreadPoolExecutor(
            1,
            1,
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(WAITING_COMMITS_MAX),
            threads,
            // Whoever commits answers by himself when that falls behind, or ends.
            (task, full) -> task.run());
  }

  /**
   * @param outcomes one a write, in order
   */
  void give(List<PendingWrite> batch, List<WritePlan.Outcome> outcomes) {
    if (batch.size() <= ANSWERED_AT_ONCE_MAX) {
      giveAll(batch, outcomes);
    } else {
      answering.execute(() -> giveAll(batch, outcomes));
    }
  }

  private static void giveAll(List<PendingWrite> batch, List<WritePlan.Outcome> outcomes) {
    for (int i = 0; i < batch.size(); i++) {
      batch.get(i).answerWith(outcomes.get(i));
    }
  }

  /** What is still to be answered is. */
  @Override
  public void close() {
    answering.shutdown();
  }
}
