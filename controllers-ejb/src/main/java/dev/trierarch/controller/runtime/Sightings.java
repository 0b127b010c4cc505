package dev.trierarch.controller.runtime;

import dev.trierarch.store.ObjectKey;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/**
 * Since when something is as it is now, by the clock of the one who watches: what others write as
 * their time is not trusted. Holds one entry a name that is being watched. Safe for all threads.
 */
public final class Sightings {

  private record Sighting(Object state, Instant since) {}

  private final Map<ObjectKey, Sighting> byKey = new HashMap<>();

  /** When this state was first seen without another in between; now, if it is new. */
  public synchronized Instant since(ObjectKey key, Object state, Instant now) {
    Sighting before = byKey.get(key);
    if (before != null && Objects.equals(before.state(), state)) {
      return before.since();
    }
    byKey.put(key, new Sighting(state, now));
    return now;
  }

  public synchronized void forget(ObjectKey key) {
    byKey.remove(key);
  }
}
