package dev.trierarch.api.flow;

import java.util.ArrayDeque;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.ToIntFunction;

/**
 * What waits at one priority level, in queues that are served in turn however full each is. Decides
 * only; the caller keeps threads apart.
 *
 * <p>Turns are start times of fair queuing: each request taken moves its queue's next turn on by
 * what it costs, and a queue that was empty begins at the turn that is served now. So a queue with
 * a hundred requests and one with a single request get the same share.
 */
final class FairQueues<T> {

  /** One queue and its next turn. */
  private static final class Queue<T> {
    private final ArrayDeque<T> waiting = new ArrayDeque<>();
    private long turn;
  }

  private final ToIntFunction<T> cost;
  private final Map<Integer, Queue<T>> queues = new TreeMap<>();
  private long turnNow;
  private int size;

  /**
   * @param cost how many turns a request is, at least one
   */
  FairQueues(ToIntFunction<T> cost) {
    this.cost = cost;
  }

  int size() {
    return size;
  }

  /** Puts a request into the shortest queue of its flow's hand; false when that one is full. */
  boolean add(T request, long flow, Queuing queuing) {
    Queue<T> queue = shortest(ShuffleSharding.hand(flow, queuing.queues(), queuing.handSize()));
    if (queue.waiting.size() >= queuing.queueLengthMax()) {
      return false;
    }
    if (queue.waiting.isEmpty()) {
      queue.turn = Math.max(queue.turn, turnNow);
    }
    queue.waiting.add(request);
    size++;
    return true;
  }

  private Queue<T> shortest(int[] hand) {
    Queue<T> best = null;
    for (int index : hand) {
      Queue<T> queue = queues.computeIfAbsent(index, key -> new Queue<>());
      if (best == null || queue.waiting.size() < best.waiting.size()) {
        best = queue;
      }
    }
    return best;
  }

  /** The request whose turn it is; it stays. */
  Optional<T> first() {
    return Optional.ofNullable(queueInTurn()).map(queue -> queue.waiting.peek());
  }

  /** Takes out the request whose turn it is. */
  Optional<T> next() {
    Queue<T> first = queueInTurn();
    if (first == null) {
      return Optional.empty();
    }
    T request = first.waiting.poll();
    turnNow = first.turn;
    first.turn += cost.applyAsInt(request);
    taken();
    return Optional.of(request);
  }

  /** Null when nothing waits. */
  private Queue<T> queueInTurn() {
    Queue<T> first = null;
    for (Queue<T> queue : queues.values()) {
      if (!queue.waiting.isEmpty() && (first == null || queue.turn < first.turn)) {
        first = queue;
      }
    }
    return first;
  }

  /** Takes out a request that does not wait any longer; false when it had been taken out. */
  boolean remove(T request) {
    for (Queue<T> queue : queues.values()) {
      if (queue.waiting.remove(request)) {
        taken();
        return true;
      }
    }
    return false;
  }

  private void taken() {
    size--;
    if (size == 0) {
      queues.clear();
      turnNow = 0;
    }
  }
}
