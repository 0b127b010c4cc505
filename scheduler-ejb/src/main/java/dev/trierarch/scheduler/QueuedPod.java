package dev.trierarch.scheduler;

import dev.trierarch.store.ObjectKey;
import java.time.Instant;
import java.util.Set;

/**
 * A pod's name in the queue.
 *
 * @param since when it was first added
 * @param attempts how often it was tried
 * @param cause the newest revision it was added for
 * @param refusedBy the plugins that held it back last time
 */
record QueuedPod(
    ObjectKey key,
    int priority,
    Instant since,
    int attempts,
    long cause,
    Instant lastTried,
    Set<String> refusedBy) {

  QueuedPod tried(Instant now) {
    return new QueuedPod(key, priority, since, attempts + 1, cause, now, Set.of());
  }

  QueuedPod refusedBy(Set<String> plugins) {
    return new QueuedPod(key, priority, since, attempts, cause, lastTried, Set.copyOf(plugins));
  }
}
