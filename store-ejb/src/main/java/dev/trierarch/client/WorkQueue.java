package dev.trierarch.client;

import dev.trierarch.store.ObjectKey;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;

/**
 * Names that wait to be worked on. A name is with one worker at a time and, when it was added again
 * meanwhile, waits once more after that. Three sets make it so: waiting, processing, and dirty
 * (processing and added again).
 *
 * <p>Each name remembers the newest revision that it was added for, so that the rows written for it
 * can name their cause. Safe for all threads; never blocks.
 */
public final class WorkQueue {

  /** A name taken from the queue, and the newest revision it was added for (0 when for none). */
  public record Item(ObjectKey key, long cause) {}

  private record Delayed(Instant due, ObjectKey key) {}

  private final InstantSource clock;
  private final Map<ObjectKey, Long> waiting = new LinkedHashMap<>();
  private final Map<ObjectKey, Long> dirty = new HashMap<>();
  private final Map<ObjectKey, Long> processing = new HashMap<>();
  private final Map<ObjectKey, Instant> dueByKey = new HashMap<>();
  private final PriorityQueue<Delayed> delayed =
      new PriorityQueue<>((a, b) -> a.due().compareTo(b.due()));

  public WorkQueue(InstantSource clock) {
    this.clock = clock;
  }

  /** Adds a name because of a revision. */
  public synchronized void add(ObjectKey key, long cause) {
    if (processing.containsKey(key)) {
      dirty.merge(key, cause, Math::max);
    } else {
      waiting.merge(key, cause, Math::max);
    }
  }

  /** Adds a name once the delay has passed; of several delays for a name the earliest counts. */
  public synchronized void addAfter(ObjectKey key, Duration delay) {
    Instant due = clock.instant().plus(delay);
    Instant before = dueByKey.get(key);
    if (before == null || due.isBefore(before)) {
      dueByKey.put(key, due);
      delayed.add(new Delayed(due, key));
    }
  }

  /** Takes the next name, if one waits; {@link #done} must follow. */
  public synchronized Optional<Item> take() {
    moveDue();
    var next = waiting.entrySet().iterator();
    if (!next.hasNext()) {
      return Optional.empty();
    }
    Map.Entry<ObjectKey, Long> entry = next.next();
    Item item = new Item(entry.getKey(), entry.getValue());
    next.remove();
    processing.put(item.key(), item.cause());
    return Optional.of(item);
  }

  /** Gives a name back; it waits again at once when it was added while it was being worked on. */
  public synchronized void done(ObjectKey key) {
    processing.remove(key);
    Long again = dirty.remove(key);
    if (again != null) {
      waiting.merge(key, again, Math::max);
    }
  }

  /** When the earliest delayed name is due; empty when none is delayed. */
  public synchronized Optional<Instant> nextDue() {
    return Optional.ofNullable(delayed.peek()).map(Delayed::due);
  }

  /** Names that wait now, not counting the delayed. */
  public synchronized int waitingCount() {
    moveDue();
    return waiting.size();
  }

  private void moveDue() {
    Instant now = clock.instant();
    while (!delayed.isEmpty() && !delayed.peek().due().isAfter(now)) {
      Delayed head = delayed.remove();
      if (dueByKey.remove(head.key(), head.due())) {
        add(head.key(), 0);
      }
    }
  }
}
