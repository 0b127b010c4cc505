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
  private final AtomicInteger taken = new AtomicInteger();
  private final AtomicInteger waiting = new AtomicInteger();
  private final FairQueues<Waiter> queues = new FairQueues<>(Waiter::seats);
  private final SeatDemand demand = new SeatDemand();
  private int seatsWaitedFor;
  private volatile LevelLimits limits;
  private volatile int seats;

  PriorityLevel(String name, LevelLimits limits) {
    this.name = name;
    this.limits = limits;
    this.seats = limits.seats();
  }

  /** Other limits from now on; what waits keeps its place, and nothing is borrowed any more. */
  void limit(LevelLimits newLimits) {
    limits = newLimits;
    give(newLimits.seats());
  }

  /** So many seats from now on: its own, less those that it lends, or more. */
  void give(int newSeats) {
    seats = newSeats;
    serveWaiting();
  }

  String name() {
    return name;
  }

  LevelLimits limits() {
    return limits;
  }

  /** The seats that it has now. */
  int seats() {
    return seats;
  }

  /** What it wanted since it was asked before. */
  SeatLending.Wish wish() {
    synchronized (queues) {
      return demand.wish(limits, taken.get() + seatsWaitedFor);
    }
  }

  /** Requests that are served now. */
  int executing() {
    return executing.get();
  }

  /** The seats that they take. */
  int taken() {
    return taken.get();
  }

  int waiting() {
    return waiting.get();
  }

  /** Takes so many seats if they are free and nobody waits for them. */
  boolean tryEnter(int wanted) {
    return waiting.get() == 0 && take(wanted);
  }

  /**
   * Never counts a seat that it does not get: whoever looked meanwhile would miss a free one. A
   * request that wants more than there are is served alone.
   */
  private boolean take(int wanted) {
    int before = taken.get();
    while (fits(before, wanted)) {
      if (taken.compareAndSet(before, before + wanted)) {
        executing.incrementAndGet();
        demand.note(before + wanted);
        return true;
      }
      before = taken.get();
    }
    return false;
  }

  private boolean fits(int before, int wanted) {
    int all = seats;
    return before <= all - wanted || (before == 0 && all > 0);
  }

  /** Gives so many seats back. */
  void leave(int had) {
    executing.decrementAndGet();
    taken.addAndGet(-had);
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
      seatsWaitedFor += waiter.seats();
      demand.note(taken.get() + seatsWaitedFor);
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
        seatsWaitedFor -= waiter.seats();
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
      Optional<Waiter> first = queues.first();
      if (first.isEmpty() || !take(first.get().seats())) {
        return null;
      }
      waiting.decrementAndGet();
      seatsWaitedFor -= first.get().seats();
      return queues.next().orElseThrow();
    }
  }
}
