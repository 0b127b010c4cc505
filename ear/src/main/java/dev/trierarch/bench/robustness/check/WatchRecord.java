package dev.trierarch.bench.robustness.check;

import dev.trierarch.bench.robustness.process.LoggedRow;
import dev.trierarch.bench.robustness.process.WatchEvent;
import java.util.List;
import java.util.stream.Stream;

/**
 * One watch and all that it was told.
 *
 * @param chain names the watches that resume each other
 * @param resource null for every resource
 * @param namespace null for every namespace
 * @param awaited whether it was given the time to be told all that there was
 */
public record WatchRecord(
    String chain,
    int store,
    String resource,
    String namespace,
    long afterRevision,
    List<WatchEvent> events,
    boolean awaited) {

  Stream<LoggedRow> rows() {
    return events.stream().flatMap(event -> event.rows().stream());
  }

  boolean wants(LoggedRow row) {
    return (resource == null || resource.equals(row.key().resource()))
        && (namespace == null || namespace.equals(row.key().namespace()));
  }

  /** The revision up to which it was told everything, as far as it has been told. */
  public long seenRevision() {
    return events.stream().mapToLong(WatchEvent::revision).reduce(afterRevision, Math::max);
  }

  /** The revision up to which it is to have been told everything. */
  long dueRevision(Log log) {
    return awaited ? log.head() : seenRevision();
  }
}
