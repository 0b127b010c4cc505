package dev.trierarch.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;

class HintedLoopTest {

  private static final Logger LOG = Logger.getLogger(HintedLoop.class.getName());

  private final Deque<Runnable> executor = new ArrayDeque<>();

  @Test
  void aHintDoesAllTheWorkThereIs() {
    AtomicInteger work = new AtomicInteger(3);
    HintedLoop loop = loop(1, () -> work.getAndDecrement() > 0);
    loop.hint();
    executor.remove().run();
    assertThat(work).hasNegativeValue();
  }

  @Test
  void noMoreWorkersRunThanAreAllowed() {
    HintedLoop loop = loop(2, () -> false);
    loop.hint();
    loop.hint();
    loop.hint();
    assertThat(executor).hasSize(2);
  }

  @Test
  void aHintDuringTheLastLookIsNotLost() {
    AtomicInteger looks = new AtomicInteger();
    HintedLoop[] loop = new HintedLoop[1];
    loop[0] =
        loop(
            1,
            () -> {
              if (looks.incrementAndGet() == 1) {
                loop[0].hint();
              }
              return false;
            });
    loop[0].hint();
    executor.remove().run();
    assertThat(looks).hasValue(2);
  }

  @Test
  void aStepThatFailsEndsItsWorkerOnly() {
    LOG.setLevel(Level.OFF);
    AtomicInteger calls = new AtomicInteger();
    HintedLoop loop =
        loop(
            1,
            () -> {
              if (calls.incrementAndGet() == 1) {
                throw new IllegalStateException("broken");
              }
              return false;
            });
    loop.hint();
    executor.remove().run();
    loop.hint();
    executor.remove().run();
    assertThat(calls).hasValue(2);
  }

  @Test
  void whenNoThreadIsFreeTheNextHintTriesAgain() {
    LOG.setLevel(Level.OFF);
    AtomicInteger asked = new AtomicInteger();
    HintedLoop loop =
        new HintedLoop(
            "test",
            task -> {
              if (asked.incrementAndGet() == 1) {
                throw new RejectedExecutionException("full");
              }
              executor.add(task);
            },
            1,
            () -> false,
            InstantSource.system());
    loop.hint();
    loop.hint();
    assertThat(executor).hasSize(1);
  }

  @Test
  void stoppingWaitsForTheStepThatRuns() throws Exception {
    CountDownLatch inStep = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    AtomicInteger steps = new AtomicInteger();
    ExecutorService threads = Executors.newSingleThreadExecutor();
    try {
      HintedLoop loop =
          new HintedLoop(
              "test",
              threads,
              1,
              () -> {
                steps.incrementAndGet();
                inStep.countDown();
                return await(goOn);
              },
              InstantSource.system());
      loop.hint();
      assertThat(inStep.await(60, TimeUnit.SECONDS)).isTrue();
      assertThat(loop.stop(Duration.ofMillis(1))).isFalse();
      goOn.countDown();
      assertThat(loop.stop(Duration.ofSeconds(60))).isTrue();
      loop.hint();
      assertThat(steps).hasValue(1);
    } finally {
      threads.shutdownNow();
    }
  }

  private HintedLoop loop(int workersMax, BooleanSupplier step) {
    return new HintedLoop("test", executor::add, workersMax, step, InstantSource.system());
  }

  private static boolean await(CountDownLatch latch) {
    try {
      return latch.await(60, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
