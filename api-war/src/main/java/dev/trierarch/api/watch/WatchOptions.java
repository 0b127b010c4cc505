package dev.trierarch.api.watch;

import dev.trierarch.api.resource.ListOptions;
import dev.trierarch.api.resource.Query;
import dev.trierarch.api.resource.ReadRules;
import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * What a watch asks for.
 *
 * @param resourceVersion null when the client named none
 * @param initialEvents whether the state so far comes first, as events
 * @param initialEnd whether a bookmark marks the end of that
 */
record WatchOptions(
    Long resourceVersion,
    boolean initialEvents,
    boolean initialEnd,
    boolean bookmarks,
    Duration timeout) {

  private static final int TIMEOUT_SECONDS_MIN = 1_800;

  static WatchOptions parse(Query query, RandomGenerator random) {
    ReadRules.checkWatch(query);
    Long version = ListOptions.resourceVersion(query);
    Optional<Boolean> asked = query.optionalFlag("sendInitialEvents");
    boolean bookmarks = query.flag("allowWatchBookmarks");
    long timeoutSeconds =
        query
            .number("timeoutSeconds")
            .filter(seconds -> seconds > 0)
            .orElseGet(() -> TIMEOUT_SECONDS_MIN + (long) random.nextInt(TIMEOUT_SECONDS_MIN));
    return new WatchOptions(
        version,
        asked.orElse(version == null || version == 0),
        asked.orElse(false) && bookmarks,
        bookmarks,
        Duration.ofSeconds(timeoutSeconds));
  }
}
