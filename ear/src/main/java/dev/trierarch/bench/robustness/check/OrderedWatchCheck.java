package dev.trierarch.bench.robustness.check;

import dev.trierarch.bench.robustness.process.LoggedRow;
import dev.trierarch.bench.robustness.process.WatchEvent;
import java.util.List;
import java.util.stream.Stream;

/**
 * A watch is ordered: neither a row nor a bookmark is older than what the watch was told before.
 */
final class OrderedWatchCheck implements Check {

  @Override
  public String promise() {
    return "a watch is ordered";
  }

  @Override
  public Stream<Violation> violations(Evidence evidence) {
    return evidence.watches().stream().flatMap(this::violations);
  }

  private Stream<Violation> violations(WatchRecord watch) {
    long position = watch.afterRevision();
    for (WatchEvent event : watch.events()) {
      for (LoggedRow row : event.rows()) {
        if (row.revision() < position) {
          return Stream.of(violation("after revision " + position + " came", row, brief(watch)));
        }
        position = row.revision();
      }
      if (event.closed() == null && event.revision() < position) {
        return Stream.of(violation("after revision " + position + " came", event, brief(watch)));
      }
      position = Math.max(position, event.revision());
    }
    return Stream.empty();
  }

  /** A watch without its events, for messages. */
  static WatchRecord brief(WatchRecord watch) {
    return new WatchRecord(
        watch.chain(),
        watch.store(),
        watch.resource(),
        watch.namespace(),
        watch.afterRevision(),
        List.of(),
        watch.awaited());
  }
}
