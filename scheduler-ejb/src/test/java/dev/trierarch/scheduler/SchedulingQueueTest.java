package dev.trierarch.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trierarch.scheduler.framework.ClusterEvent;
import dev.trierarch.store.ObjectKey;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SchedulingQueueTest {

  private static final Instant START = Instant.parse("2026-01-02T03:04:05Z");
  private static final Set<String> RESOURCES = Set.of("NodeResourcesFit");

  private Instant now = START;
  private final InstantSource clock = () -> now;
  private final SchedulingQueue queue =
      new SchedulingQueue(
          clock,
          Map.of(
              "NodeResourcesFit", Set.of(ClusterEvent.POD_GONE),
              "TaintToleration", Set.of(ClusterEvent.NODE_TAINTS_CHANGED)));

  @Test
  void theMostImportantComesFirstAndThenTheLongestWaiting() {
    queue.add(key("a"), 0, 1);
    now = now.plusSeconds(1);
    queue.add(key("b"), 0, 2);
    queue.add(key("c"), 10, 3);
    assertThat(takeAll()).containsExactly("c", "a", "b");
  }

  @Test
  void anUnschedulablePodWaitsForWhatMayHelpIt() {
    queue.add(key("a"), 0, 1);
    queue.refused(queue.take().orElseThrow(), RESOURCES);
    queue.onEvent(ClusterEvent.NODE_TAINTS_CHANGED);
    now = now.plusSeconds(10);
    assertThat(queue.hasWork()).isFalse();
    queue.onEvent(ClusterEvent.POD_GONE);
    assertThat(takeAll()).containsExactly("a");
  }

  @Test
  void evenSomethingThatHelpsDoesNotShortenTheBackoff() {
    queue.add(key("a"), 0, 1);
    queue.refused(queue.take().orElseThrow(), RESOURCES);
    queue.onEvent(ClusterEvent.POD_GONE);
    assertThat(queue.hasWork()).isFalse();
    assertThat(queue.nextDue()).contains(START.plus(SchedulingQueue.BACKOFF_FIRST));
    now = START.plus(SchedulingQueue.BACKOFF_FIRST);
    assertThat(queue.hasWork()).isTrue();
  }

  @Test
  void whatHappensDuringATryIsNotMissed() {
    queue.add(key("a"), 0, 1);
    QueuedPod inFlight = queue.take().orElseThrow();
    queue.onEvent(ClusterEvent.POD_GONE);
    queue.refused(inFlight, RESOURCES);
    now = now.plusSeconds(1);
    assertThat(queue.hasWork()).isTrue();
  }

  @Test
  void theBackoffDoublesUpToTenSeconds() {
    queue.add(key("a"), 0, 1);
    List<Duration> waits =
        Stream.generate(
                () -> {
                  queue.failed(queue.take().orElseThrow());
                  Instant due = queue.nextDue().orElseThrow();
                  Duration wait = Duration.between(now, due);
                  now = due;
                  return wait;
                })
            .limit(6)
            .toList();
    assertThat(waits).extracting(Duration::toSeconds).containsExactly(1L, 2L, 4L, 8L, 10L, 10L);
  }

  @Test
  void aPodThatNothingHelpsIsTriedAgainAfterFiveMinutes() {
    queue.add(key("a"), 0, 1);
    queue.refused(queue.take().orElseThrow(), RESOURCES);
    now = START.plus(SchedulingQueue.UNSCHEDULABLE_LONGEST);
    assertThat(queue.hasWork()).isTrue();
  }

  @Test
  void aChangedPodIsTriedAtOnce() {
    queue.add(key("a"), 0, 1);
    queue.refused(queue.take().orElseThrow(), RESOURCES);
    queue.add(key("a"), 0, 2);
    assertThat(takeAll()).containsExactly("a");
  }

  @Test
  void aForgottenPodIsNotTried() {
    queue.add(key("a"), 0, 1);
    queue.forget(key("a"));
    assertThat(queue.hasWork()).isFalse();
  }

  private List<String> takeAll() {
    return Stream.generate(queue::take)
        .takeWhile(java.util.Optional::isPresent)
        .map(taken -> taken.orElseThrow().key().name())
        .toList();
  }

  private static ObjectKey key(String name) {
    return new ObjectKey("pods", "default", name);
  }
}
