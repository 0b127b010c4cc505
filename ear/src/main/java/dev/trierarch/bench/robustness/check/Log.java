package dev.trierarch.bench.robustness.check;

import dev.trierarch.bench.robustness.process.ListedObject;
import dev.trierarch.bench.robustness.process.LoggedRow;
import dev.trierarch.store.Change;
import dev.trierarch.store.ObjectKey;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** The whole log of a run, put together from the rows that its readers were shown. */
public final class Log {

  private final long emptyRevision;
  private final NavigableMap<Long, LoggedRow> rows = new TreeMap<>();
  private final Map<ObjectKey, NavigableMap<Long, LoggedRow>> rowsByKey = new TreeMap<>();
  private final Map<String, LoggedRow> rowsByValue = new HashMap<>();
  private final List<List<LoggedRow>> contradictions = new ArrayList<>();

  /**
   * @param emptyRevision the revision of the store before its first row
   */
  public Log(long emptyRevision) {
    this.emptyRevision = emptyRevision;
  }

  /** Adds a row that a reader was shown; the same row may come often. */
  public void add(LoggedRow row) {
    LoggedRow known = rows.putIfAbsent(row.revision(), row);
    if (known == null) {
      rowsByKey.computeIfAbsent(row.key(), key -> new TreeMap<>()).put(row.revision(), row);
      LoggedRow twin = rowsByValue.putIfAbsent(row.value(), row);
      known = twin == null ? row : twin;
    }
    if (!known.equals(row)) {
      contradictions.add(List.of(known, row));
    }
  }

  /** Pairs of rows that cannot both be: at one revision, or of one change. */
  List<List<LoggedRow>> contradictions() {
    return contradictions;
  }

  /** The revision of the newest row. */
  public long head() {
    return rows.isEmpty() ? emptyRevision : rows.lastKey();
  }

  Optional<LoggedRow> row(long revision) {
    return Optional.ofNullable(rows.get(revision));
  }

  /** The row that a change became. */
  Optional<LoggedRow> rowOf(String value) {
    return Optional.ofNullable(rowsByValue.get(value));
  }

  Collection<LoggedRow> between(long afterRevision, long throughRevision) {
    return afterRevision >= throughRevision
        ? List.of()
        : rows.subMap(afterRevision, false, throughRevision, true).values();
  }

  /** The revision at which a key's object stood, 0 when there was none. */
  long revisionOf(ObjectKey key, long atRevision) {
    return objectAt(key, atRevision).map(LoggedRow::revision).orElse(0L);
  }

  /** Every object at a revision, in the order of keys. */
  List<ListedObject> stateAt(long revision) {
    return rowsByKey.keySet().stream()
        .flatMap(key -> objectAt(key, revision).stream())
        .map(row -> new ListedObject(row.key(), row.revision(), row.value()))
        .toList();
  }

  private Optional<LoggedRow> objectAt(ObjectKey key, long revision) {
    return Optional.ofNullable(rowsByKey.get(key))
        .map(history -> history.floorEntry(revision))
        .map(Map.Entry::getValue)
        .filter(row -> row.operation() != Change.Operation.DELETE);
  }
}
