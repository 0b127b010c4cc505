package dev.trierarch.bench.robustness.process;

import java.util.List;

/**
 * What came of a request.
 *
 * @param reason why it was not done, in words
 * @param revision the revision that was read, or the last one that was written
 * @param rows what was written, or read of the log
 * @param objects what was read of the state
 */
public record Answer(
    Outcome outcome,
    String reason,
    long revision,
    List<LoggedRow> rows,
    List<ListedObject> objects) {

  /** How a request ended. */
  public enum Outcome {
    DONE,
    /** The store says that it has not done it and why. */
    REFUSED,
    COMPACTED,
    NOT_YET,
    /** It may have been done or not: the database or the process was lost. */
    UNKNOWN
  }

  static Answer done(long revision) {
    return new Answer(Outcome.DONE, "", revision, List.of(), List.of());
  }

  static Answer rows(List<LoggedRow> rows) {
    long revision = rows.isEmpty() ? 0 : rows.get(rows.size() - 1).revision();
    return new Answer(Outcome.DONE, "", revision, rows, List.of());
  }

  static Answer objects(long revision, List<ListedObject> objects) {
    return new Answer(Outcome.DONE, "", revision, List.of(), objects);
  }

  public static Answer failed(Outcome outcome, String reason) {
    return new Answer(outcome, reason, 0, List.of(), List.of());
  }

  public boolean isDone() {
    return outcome == Outcome.DONE;
  }
}
