package dev.trierarch.bench.robustness.process;

import java.util.List;

/**
 * What a watch was told at once: rows, a bookmark (no rows), or its end.
 *
 * @param closed why it ended, null while it goes on
 */
public record WatchEvent(List<LoggedRow> rows, long revision, String closed) {

  public static WatchEvent ended(String reason) {
    return new WatchEvent(List.of(), 0, reason);
  }

  public boolean isBookmark() {
    return rows.isEmpty() && closed == null;
  }
}
