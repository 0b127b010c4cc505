package dev.trierarch.client;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;

/** Limits how many events a component may tell about one object: a burst, then a slow refill. */
final class EventBudget {

  private static final int BURST_EVENTS_MAX = 25;
  private static final Duration REFILL = Duration.ofMinutes(5);
  private static final int OBJECTS_MAX = 4096;

  private record Bucket(int tokens, Instant filledAt) {}

  private final InstantSource clock;
  private final Map<String, Bucket> buckets =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
          return size() > OBJECTS_MAX;
        }
      };

  EventBudget(InstantSource clock) {
    this.clock = clock;
  }

  /** Takes one event from the object's budget; false when there is none left. */
  synchronized boolean spend(String object) {
    Bucket bucket =
        refilled(buckets.getOrDefault(object, new Bucket(BURST_EVENTS_MAX, clock.instant())));
    boolean allowed = bucket.tokens() > 0;
    buckets.put(object, allowed ? new Bucket(bucket.tokens() - 1, bucket.filledAt()) : bucket);
    return allowed;
  }

  private Bucket refilled(Bucket bucket) {
    long refills = Duration.between(bucket.filledAt(), clock.instant()).dividedBy(REFILL);
    if (refills <= 0) {
      return bucket;
    }
    return new Bucket(
        (int) Math.min(BURST_EVENTS_MAX, bucket.tokens() + refills),
        bucket.filledAt().plus(REFILL.multipliedBy(refills)));
  }
}
