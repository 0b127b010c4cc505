package dev.trierarch.store.jpa;

import dev.trierarch.settings.Settings;
import dev.trierarch.store.watch.WatchHub;
import java.time.Duration;

/**
 * The bounds of a store.
 *
 * @param waitingWritesMax writes that may wait for a commit before more are refused
 * @param bufferedRowsMax rows that may wait for one watch before it is closed
 * @param recentRowsMax rows kept in memory for watches that resume and reads of the recent past
 * @param pastBytesMax what all states of the past that were read from the log may have together
 * @param historyRows rows that compaction leaves
 * @param historyAge rows that are younger are left however many there are
 * @param tail whether other control planes write to the same log
 * @param pollWithHints how often to look for their rows while the database gives hints
 */
public record LogStoreSettings(
    int waitingWritesMax,
    int bufferedRowsMax,
    int recentRowsMax,
    long pastBytesMax,
    long historyRows,
    Duration historyAge,
    boolean tail,
    Duration pollWithHints) {

  private static final int WAITING_WRITES_MAX = 5000;
  private static final int RECENT_ROWS_MAX = 8192;

  /** States of the past may have one part in so many of the heap. */
  private static final int PAST_HEAP_PART = 4;

  private static final Duration POLL_WITH_HINTS = Duration.ofSeconds(1);

  static LogStoreSettings of(Settings settings) {
    return new LogStoreSettings(
        WAITING_WRITES_MAX,
        WatchHub.BUFFERED_ROWS_MAX,
        RECENT_ROWS_MAX,
        Runtime.getRuntime().maxMemory() / PAST_HEAP_PART,
        settings.historyRows(),
        settings.historyAge(),
        DatabaseAddress.of(settings).kind() == DatabaseAddress.Kind.POSTGRESQL,
        POLL_WITH_HINTS);
  }
}
