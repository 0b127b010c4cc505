package dev.trierarch.bench.robustness.check;

import dev.trierarch.bench.robustness.process.LoggedRow;
import dev.trierarch.bench.robustness.process.WatchEvent;
import java.util.List;
import java.util.stream.Stream;

/** A watch is atomic: the rows of one transaction that it wants arrive together, and only those. */
final class AtomicWatchCheck implements Check {

  @Override
  public String promise() {
    return "a watch is atomic";
  }

  @Override
  public Stream<Violation> violations(Evidence evidence) {
    return evidence.watches().stream()
        .flatMap(watch -> watch.events().stream().flatMap(event -> torn(watch, event, evidence)));
  }

  private Stream<Violation> torn(WatchRecord watch, WatchEvent event, Evidence evidence) {
    return event.rows().stream()
        .limit(1)
        .flatMap(row -> evidence.writerOf(row.value()).stream())
        .filter(write -> !rowsFor(watch, write, evidence.log()).equals(event.rows()))
        .map(
            write ->
                violation(
                    "of the transaction came only a part, or more than it: " + event.rows(),
                    write,
                    OrderedWatchCheck.brief(watch)));
  }

  private static List<LoggedRow> rowsFor(WatchRecord watch, Operation write, Log log) {
    return write.values().stream()
        .flatMap(value -> log.rowOf(value).stream())
        .filter(row -> row.revision() > watch.afterRevision())
        .filter(watch::wants)
        .toList();
  }
}
