package dev.trierarch.api.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class PriorityLevelTest {

  private static PriorityLevel level(int seats, int queueLengthMax) {
    Queuing queuing = new Queuing(1, 1, queueLengthMax);
    return new PriorityLevel("level", new LevelLimits("uid", seats, Optional.of(queuing)));
  }

  @Test
  void whoFindsNoSeatWaitsUntilOneIsGivenBack() {
    PriorityLevel level = level(1, 10);
    List<String> entered = new ArrayList<>();
    assertThat(level.tryEnter()).isTrue();
    assertThat(level.tryEnter()).isFalse();
    assertThat(level.join(() -> entered.add("first"), 0)).isEmpty();
    assertThat(level.join(() -> entered.add("second"), 0)).isEmpty();
    assertThat(entered).isEmpty();
    level.leave();
    assertThat(entered).containsExactly("first");
    level.leave();
    assertThat(entered).containsExactly("first", "second");
    level.leave();
    assertThat(level.executing()).isZero();
    assertThat(level.waiting()).isZero();
  }

  @Test
  void nobodyOvertakesWhatWaits() {
    PriorityLevel level = level(1, 10);
    level.tryEnter();
    level.join(() -> {}, 0);
    level.limit(level(1, 10).limits());
    assertThat(level.tryEnter()).isFalse();
  }

  @Test
  void aFullQueueTurnsAway() {
    PriorityLevel level = level(1, 1);
    level.tryEnter();
    assertThat(level.join(() -> {}, 0)).isEmpty();
    assertThat(level.join(() -> {}, 0)).contains(Rejection.QUEUE_FULL);
    assertThat(level.waiting()).isOne();
  }

  @Test
  void aLevelWithoutQueuesTurnsAwayAtOnce() {
    PriorityLevel level =
        new PriorityLevel("catch-all", new LevelLimits("uid", 1, Optional.empty()));
    assertThat(level.tryEnter()).isTrue();
    assertThat(level.join(() -> {}, 0)).contains(Rejection.CONCURRENCY_LIMIT);
  }

  @Test
  void whoGivesUpIsNotServed() {
    PriorityLevel level = level(1, 10);
    level.tryEnter();
    Waiter waiter = () -> assertThat(true).as("served after giving up").isFalse();
    level.join(waiter, 0);
    assertThat(level.giveUp(waiter)).isTrue();
    assertThat(level.giveUp(waiter)).isFalse();
    level.leave();
    assertThat(level.tryEnter()).isTrue();
  }

  @Test
  void moreSeatsServeWhatWaitsAtOnce() {
    PriorityLevel level = level(1, 10);
    AtomicInteger entered = new AtomicInteger();
    level.tryEnter();
    level.join(entered::incrementAndGet, 0);
    level.limit(level(2, 10).limits());
    assertThat(entered).hasValue(1);
  }

  /** Eight threads, two seats: nobody is forgotten, and never more than two are in. */
  @Test
  void nobodyIsForgottenAndSeatsAreNeverExceeded() throws InterruptedException {
    int threads = 8;
    int turns = 2_000;
    PriorityLevel level = level(2, threads);
    AtomicInteger inside = new AtomicInteger();
    AtomicInteger mostInside = new AtomicInteger();
    CountDownLatch done = new CountDownLatch(threads);
    for (int i = 0; i < threads; i++) {
      new Thread(
              () -> {
                for (int turn = 0; turn < turns; turn++) {
                  enter(level);
                  mostInside.accumulateAndGet(inside.incrementAndGet(), Math::max);
                  inside.decrementAndGet();
                  level.leave();
                }
                done.countDown();
              })
          .start();
    }
    assertThat(done.await(60, TimeUnit.SECONDS)).isTrue();
    assertThat(mostInside.get()).isBetween(1, 2);
    assertThat(level.executing()).isZero();
    assertThat(level.waiting()).isZero();
  }

  private static void enter(PriorityLevel level) {
    if (level.tryEnter()) {
      return;
    }
    CountDownLatch entered = new CountDownLatch(1);
    assertThat(level.join(entered::countDown, Thread.currentThread().getId())).isEmpty();
    try {
      assertThat(entered.await(30, TimeUnit.SECONDS)).as("forgotten").isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
