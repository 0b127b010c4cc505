package dev.trierarch.api.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class PriorityLevelTest {

  private static final Optional<Queuing> QUEUING = Optional.of(new Queuing(1, 1, 100));

  private static PriorityLevel level(int seats, int queueLengthMax) {
    Queuing queuing = new Queuing(1, 1, queueLengthMax);
    return new PriorityLevel("level", LevelLimits.fixed("uid", seats, Optional.of(queuing)));
  }

  @Test
  void whoFindsNoSeatWaitsUntilOneIsGivenBack() {
    PriorityLevel level = level(1, 10);
    List<String> entered = new ArrayList<>();
    assertThat(level.tryEnter(1)).isTrue();
    assertThat(level.tryEnter(1)).isFalse();
    assertThat(level.join(() -> entered.add("first"), 0)).isEmpty();
    assertThat(level.join(() -> entered.add("second"), 0)).isEmpty();
    assertThat(entered).isEmpty();
    level.leave(1);
    assertThat(entered).containsExactly("first");
    level.leave(1);
    assertThat(entered).containsExactly("first", "second");
    level.leave(1);
    assertThat(level.executing()).isZero();
    assertThat(level.waiting()).isZero();
  }

  @Test
  void nobodyOvertakesWhatWaits() {
    PriorityLevel level = level(1, 10);
    level.tryEnter(1);
    level.join(() -> {}, 0);
    level.limit(level(1, 10).limits());
    assertThat(level.tryEnter(1)).isFalse();
  }

  @Test
  void aFullQueueTurnsAway() {
    PriorityLevel level = level(1, 1);
    level.tryEnter(1);
    assertThat(level.join(() -> {}, 0)).isEmpty();
    assertThat(level.join(() -> {}, 0)).contains(Rejection.QUEUE_FULL);
    assertThat(level.waiting()).isOne();
  }

  @Test
  void aLevelWithoutQueuesTurnsAwayAtOnce() {
    PriorityLevel level =
        new PriorityLevel("catch-all", LevelLimits.fixed("uid", 1, Optional.empty()));
    assertThat(level.tryEnter(1)).isTrue();
    assertThat(level.join(() -> {}, 0)).contains(Rejection.CONCURRENCY_LIMIT);
  }

  @Test
  void whoGivesUpIsNotServed() {
    PriorityLevel level = level(1, 10);
    level.tryEnter(1);
    Waiter waiter = () -> assertThat(true).as("served after giving up").isFalse();
    level.join(waiter, 0);
    assertThat(level.giveUp(waiter)).isTrue();
    assertThat(level.giveUp(waiter)).isFalse();
    level.leave(1);
    assertThat(level.tryEnter(1)).isTrue();
  }

  @Test
  void moreSeatsServeWhatWaitsAtOnce() {
    PriorityLevel level = level(1, 10);
    AtomicInteger entered = new AtomicInteger();
    level.tryEnter(1);
    level.join(entered::incrementAndGet, 0);
    level.limit(level(2, 10).limits());
    assertThat(entered).hasValue(1);
  }

  @Test
  void aWideRequestWaitsForAllItsSeatsAndNobodyOvertakesIt() {
    PriorityLevel level = level(3, 10);
    List<String> entered = new ArrayList<>();
    level.tryEnter(1);
    level.tryEnter(1);
    level.join(new Wide(3, () -> entered.add("wide")), 0);
    level.join(() -> entered.add("narrow"), 0);
    assertThat(level.tryEnter(1)).isFalse();
    level.leave(1);
    assertThat(entered).isEmpty();
    level.leave(1);
    assertThat(entered).containsExactly("wide");
    level.leave(3);
    assertThat(entered).containsExactly("wide", "narrow");
    assertThat(level.taken()).isOne();
  }

  @Test
  void whoWantsMoreSeatsThanThereAreIsServedAlone() {
    PriorityLevel level = level(2, 10);
    assertThat(level.tryEnter(5)).isTrue();
    assertThat(level.tryEnter(1)).isFalse();
    level.leave(5);
    assertThat(level.taken()).isZero();
    assertThat(level(0, 10).tryEnter(1)).isFalse();
  }

  @Test
  void aLevelThatWantsMoreBorrowsFromOneThatIsIdleAndGivesBack() {
    PriorityLevel busy = new PriorityLevel("busy", new LevelLimits("", 2, 2, 10, QUEUING));
    PriorityLevel idle = new PriorityLevel("idle", new LevelLimits("", 8, 4, 10, QUEUING));
    AtomicInteger entered = new AtomicInteger();
    for (int i = 0; i < 9; i++) {
      if (!busy.tryEnter(1)) {
        busy.join(entered::incrementAndGet, 0);
      }
    }
    FlowControl.lend(Map.of("busy", busy, "idle", idle));
    assertThat(busy.seats()).isEqualTo(6);
    assertThat(idle.seats()).isEqualTo(4);
    assertThat(entered).hasValue(4);

    for (int i = 0; i < 9; i++) {
      if (!idle.tryEnter(1)) {
        idle.join(() -> {}, 0);
      }
    }
    FlowControl.lend(Map.of("busy", busy, "idle", idle));
    assertThat(idle.seats()).isEqualTo(8);
    assertThat(busy.seats()).isEqualTo(2);
  }

  private record Wide(int seats, Runnable then) implements Waiter {
    @Override
    public void enter() {
      then.run();
    }
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
                  level.leave(1);
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
    if (level.tryEnter(1)) {
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
