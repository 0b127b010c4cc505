package dev.trierarch.api.flow;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The seats of one priority level and what waits for them.
 *
 * <p>Threading: a seat is taken and given back by atomic counters; the queues are touched, under
 * this object's lock, only while something waits. Nothing is forgotten between the two: who joins a
 * queue counts itself as waiting before it looks for a seat once more, and who leaves gives its
 * seat back before it looks whether anybody waits.
 */
final class PriorityLevel {

  private final String name;
  private final AtomicInteger executing = new AtomicInteger();
  private final AtomicInteger waiting = new AtomicInteger();
  private final FairQueues<Waiter> queues = new FairQueues<>();
  private volatile LevelLimits limits;

  PriorityLevel(String name, LevelLimits limits) {
    this.name = name;
    this.limits = limits;
  }

  /** Other limits from now on; what waits keeps its place. */
  void limit(LevelLimits newLimits) {
    limits = newLimits;
    serveWaiting();
  }

  String name() {
    return name;
  }

  LevelLimits limits() {
    return limits;
  }

  int executing() {
    return executing.get();
  }

  int waiting() {
    return waiting.get();
  }

  /** Takes a seat if one is free and nobody waits for it. */
  boolean tryEnter() {
    return waiting.get() == 0 && takeSeat();
  }

  /** Never counts a seat that it does not get: whoever looked meanwhile would miss a free one. */
  private boolean takeSeat() {
    int taken = executing.get();
    while (taken < limits.seats()) {
      if (executing.compareAndSet(taken, taken + 1)) {
        return true;
      }
      taken = executing.get();
    }
    return false;
  }

  /** Gives a seat back. */
  void leave() {
    executing.decrementAndGet();
    if (waiting.get() > 0) {
      serveWaiting();
    }
  }

  /** Joins a queue; empty when it did, and {@link Waiter#enter} will be called. */
  Optional<Rejection> join(Waiter waiter, long flow) {
    Optional<Queuing> queuing = limits.queuing();
    if (queuing.isEmpty()) {
      return Optional.of(Rejection.CONCURRENCY_LIMIT);
    }
    synchronized (queues) {
      if (!queues.add(waiter, flow, queuing.get())) {
        return Optional.of(Rejection.QUEUE_FULL);
      }
      waiting.incrementAndGet();
    }
    serveWaiting();
    return Optional.empty();
  }

  /** Leaves the queue; false when its turn has come meanwhile. */
  boolean giveUp(Waiter waiter) {
    synchronized (queues) {
      boolean waited = queues.remove(waiter);
      if (waited) {
        waiting.decrementAndGet();
      }
      return waited;
    }
  }

  private void serveWaiting() {
    for (Waiter next = nextWithSeat(); next != null; next = nextWithSeat()) {
      next.enter();
    }
  }

  private Waiter nextWithSeat() {
    synchronized (queues) {
      if (queues.size() == 0 || !takeSeat()) {
        return null;
      }
      waiting.decrementAndGet();
      return queues.next().orElseThrow();
    }
  }
}
