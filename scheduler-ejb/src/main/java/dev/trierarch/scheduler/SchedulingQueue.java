package dev.trierarch.scheduler;

import dev.trierarch.scheduler.framework.ClusterEvent;
import dev.trierarch.store.ObjectKey;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * Pods that want a node, in three places: active (the most important and longest waiting first),
 * backing off after a failed try, and unschedulable until something changes that may help them.
 *
 * <p>What changes while a pod is being tried counts for it as well, so that nothing is missed
 * between looking at the cluster and giving up. Holds only names of pods that exist. Safe for all
 * threads.
 */
final class SchedulingQueue {

  static final Duration BACKOFF_FIRST = Duration.ofSeconds(1);
  static final Duration BACKOFF_LONGEST = Duration.ofSeconds(10);

  /** After this long even a pod that nothing seems to help is tried again. */
  static final Duration UNSCHEDULABLE_LONGEST = Duration.ofMinutes(5);

  private static final int DOUBLINGS_MAX = 4;

  private static final Comparator<QueuedPod> MOST_IMPORTANT_FIRST =
      Comparator.comparingInt(QueuedPod::priority)
          .reversed()
          .thenComparing(QueuedPod::since)
          .thenComparing(QueuedPod::key);

  private final InstantSource clock;
  private final Map<String, Set<ClusterEvent>> eventsByPlugin;
  private final TreeSet<QueuedPod> active = new TreeSet<>(MOST_IMPORTANT_FIRST);
  private final Map<ObjectKey, QueuedPod> activeByKey = new HashMap<>();
  private final Map<ObjectKey, QueuedPod> backingOff = new HashMap<>();
  private final Map<ObjectKey, QueuedPod> unschedulable = new HashMap<>();
  private final Map<ObjectKey, EnumSet<ClusterEvent>> inFlight = new HashMap<>();

  /**
   * @param eventsByPlugin which changes help the pods that a plugin has refused
   */
  SchedulingQueue(InstantSource clock, Map<String, Set<ClusterEvent>> eventsByPlugin) {
    this.clock = clock;
    this.eventsByPlugin = Map.copyOf(eventsByPlugin);
  }

  /** A pod that is new, or that was changed in a way that may help it: it is active at once. */
  synchronized void add(ObjectKey key, int priority, long cause) {
    Optional<QueuedPod> before = remove(key);
    Instant since = before.map(QueuedPod::since).orElse(clock.instant());
    int attempts = before.map(QueuedPod::attempts).orElse(0);
    activate(new QueuedPod(key, priority, since, attempts, cause, Instant.EPOCH, Set.of()));
  }

  /** A pod that is bound or gone. */
  synchronized void forget(ObjectKey key) {
    remove(key);
    inFlight.remove(key);
  }

  /** The next pod to try; {@link #refused}, {@link #failed} or {@link #forget} must follow. */
  synchronized Optional<QueuedPod> take() {
    moveDue();
    QueuedPod next = active.pollFirst();
    if (next == null) {
      return Optional.empty();
    }
    activeByKey.remove(next.key());
    inFlight.put(next.key(), EnumSet.noneOf(ClusterEvent.class));
    return Optional.of(next.tried(clock.instant()));
  }

  /** No node took the pod: it waits for a change that the refusing plugins name. */
  synchronized void refused(QueuedPod pod, Set<String> plugins) {
    QueuedPod waiting = pod.refusedBy(plugins);
    Set<ClusterEvent> meanwhile = endFlight(pod);
    if (isQueued(pod.key())) {
      return;
    }
    if (meanwhile.stream().anyMatch(event -> isHelpedBy(waiting, event))) {
      backingOff.put(pod.key(), waiting);
    } else {
      unschedulable.put(pod.key(), waiting);
    }
  }

  /** The try went wrong for another reason: it is repeated after a back-off. */
  synchronized void failed(QueuedPod pod) {
    endFlight(pod);
    if (!isQueued(pod.key())) {
      backingOff.put(pod.key(), pod);
    }
  }

  /** Something changed: those whom it may help are tried again, once their back-off is over. */
  synchronized void onEvent(ClusterEvent event) {
    inFlight.values().forEach(events -> events.add(event));
    List<QueuedPod> helped =
        unschedulable.values().stream().filter(pod -> isHelpedBy(pod, event)).toList();
    helped.forEach(pod -> unschedulable.remove(pod.key()));
    helped.forEach(pod -> backingOff.put(pod.key(), pod));
  }

  /** When the earliest waiting pod becomes active by itself; empty when none does. */
  synchronized Optional<Instant> nextDue() {
    List<Instant> dues = new ArrayList<>();
    backingOff.values().forEach(pod -> dues.add(backoffEnd(pod)));
    unschedulable.values().forEach(pod -> dues.add(pod.lastTried().plus(UNSCHEDULABLE_LONGEST)));
    return dues.stream().min(Instant::compareTo);
  }

  synchronized boolean hasWork() {
    moveDue();
    return !active.isEmpty();
  }

  private void moveDue() {
    Instant now = clock.instant();
    move(backingOff, pod -> !backoffEnd(pod).isAfter(now));
    move(unschedulable, pod -> !pod.lastTried().plus(UNSCHEDULABLE_LONGEST).isAfter(now));
  }

  private void move(Map<ObjectKey, QueuedPod> from, Predicate<QueuedPod> isDue) {
    if (!from.isEmpty()) {
      List<QueuedPod> due = from.values().stream().filter(isDue).toList();
      due.forEach(pod -> from.remove(pod.key()));
      due.forEach(this::activate);
    }
  }

  private void activate(QueuedPod pod) {
    active.add(pod);
    activeByKey.put(pod.key(), pod);
  }

  private Optional<QueuedPod> remove(ObjectKey key) {
    Optional<QueuedPod> found = Optional.ofNullable(activeByKey.remove(key));
    found.ifPresent(active::remove);
    return found
        .or(() -> Optional.ofNullable(backingOff.remove(key)))
        .or(() -> Optional.ofNullable(unschedulable.remove(key)));
  }

  private boolean isQueued(ObjectKey key) {
    return activeByKey.containsKey(key);
  }

  private Set<ClusterEvent> endFlight(QueuedPod pod) {
    EnumSet<ClusterEvent> events = inFlight.remove(pod.key());
    return events == null ? Set.of() : events;
  }

  private boolean isHelpedBy(QueuedPod pod, ClusterEvent event) {
    return pod.refusedBy().isEmpty()
        || pod.refusedBy().stream()
            .anyMatch(plugin -> eventsByPlugin.getOrDefault(plugin, Set.of()).contains(event));
  }

  /** 1, 2, 4, 8 and then 10 seconds after the last try. */
  private static Instant backoffEnd(QueuedPod pod) {
    Duration backoff =
        BACKOFF_FIRST.multipliedBy(1L << Math.min(Math.max(0, pod.attempts() - 1), DOUBLINGS_MAX));
    return pod.lastTried().plus(backoff.compareTo(BACKOFF_LONGEST) < 0 ? backoff : BACKOFF_LONGEST);
  }
}
