package dev.trierarch.node.threads;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class AgentThreadsTest {
  @Test
  void aPoolGrowsToItsBoundAndThenLetsTasksWait() throws InterruptedException {
    ThreadPoolExecutor pool = AgentThreads.pool("test", 2);
    CountDownLatch hold = new CountDownLatch(1);
    CountDownLatch done = new CountDownLatch(5);
    for (int i = 0; i < 5; i++) {
      pool.execute(
          () -> {
            try {
              hold.await();
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
            }
            done.countDown();
          });
    }
    assertThat(pool.getPoolSize()).isEqualTo(2);
    assertThat(pool.getQueue()).hasSize(3);
    hold.countDown();
    assertThat(done.await(60, TimeUnit.SECONDS)).isTrue();
    pool.shutdownNow();
    assertThatThrownBy(() -> pool.execute(() -> done.countDown()))
        .isInstanceOf(RejectedExecutionException.class);
  }
}
