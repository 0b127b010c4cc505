package dev.trierarch.bench.robustness.check;

import dev.trierarch.bench.robustness.process.Answer;
import dev.trierarch.bench.robustness.process.Answer.Outcome;
import dev.trierarch.bench.robustness.process.ListedObject;
import dev.trierarch.bench.robustness.process.LoggedRow;
import dev.trierarch.bench.robustness.process.Request;
import dev.trierarch.bench.robustness.process.WantedChange;
import dev.trierarch.bench.robustness.process.WatchEvent;
import dev.trierarch.store.Change;
import dev.trierarch.store.ObjectKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Builds small histories by hand: a store that begins at revision 1, and what its clients saw. */
final class Histories {

  static final ObjectKey A = new ObjectKey("configmaps", "east", "a");
  static final ObjectKey B = new ObjectKey("configmaps", "west", "b");

  private final Log log = new Log(1);
  private final List<Operation> operations = new ArrayList<>();
  private final Map<String, Operation> writers = new HashMap<>();
  private final List<WatchRecord> watches = new ArrayList<>();
  private final List<RestoredState> restored = new ArrayList<>();
  private int stores = 1;
  private long compactedRevision;

  static LoggedRow created(long revision, ObjectKey key, String value) {
    return new LoggedRow(revision, Change.Operation.CREATE, key, value, 0);
  }

  static LoggedRow updated(long revision, ObjectKey key, String value, long previous) {
    return new LoggedRow(revision, Change.Operation.UPDATE, key, value, previous);
  }

  /** A row that a reader of the log was shown. */
  Histories logged(LoggedRow... rows) {
    for (LoggedRow row : rows) {
      log.add(row);
    }
    return this;
  }

  /** An acknowledged write of these rows, by a client that called and returned at these times. */
  Histories wrote(long calledNanos, long returnedNanos, LoggedRow... rows) {
    long last = rows[rows.length - 1].revision();
    Answer answer = new Answer(Outcome.DONE, "", last, List.of(rows), List.of());
    return write(calledNanos, returnedNanos, answer, rows);
  }

  /** A write of unknown outcome. */
  Histories perhapsWrote(long calledNanos, LoggedRow... rows) {
    return write(calledNanos, calledNanos + 1, Answer.failed(Outcome.UNKNOWN, ""), rows);
  }

  /** A write that was refused, and would have become these rows. */
  Histories wasRefused(long calledNanos, long returnedNanos, LoggedRow... rows) {
    return write(calledNanos, returnedNanos, Answer.failed(Outcome.REFUSED, ""), rows);
  }

  private Histories write(long calledNanos, long returnedNanos, Answer answer, LoggedRow... rows) {
    List<WantedChange> changes = new ArrayList<>();
    for (LoggedRow row : rows) {
      changes.add(new WantedChange(row.operation(), row.key(), row.previous(), row.value()));
    }
    Operation write = operation(0, Request.write(changes), answer, calledNanos, returnedNanos);
    changes.forEach(change -> writers.put(change.value(), write));
    return this;
  }

  /** A list of what a store knows. */
  Histories listed(
      int store, long calledNanos, long returnedNanos, long revision, ListedObject... objects) {
    return listed(Request.list(), store, calledNanos, returnedNanos, revision, objects);
  }

  /** A list of what any store has acknowledged. */
  Histories listedCurrent(
      int store, long calledNanos, long returnedNanos, long revision, ListedObject... objects) {
    return listed(Request.listCurrent(), store, calledNanos, returnedNanos, revision, objects);
  }

  private Histories listed(
      Request request,
      int store,
      long calledNanos,
      long returnedNanos,
      long revision,
      ListedObject... objects) {
    Answer answer = new Answer(Outcome.DONE, "", revision, List.of(), List.of(objects));
    operation(store, request, answer, calledNanos, returnedNanos);
    return this;
  }

  Histories asked(Request request, Answer answer) {
    operation(0, request, answer, 1, 2);
    return this;
  }

  private Operation operation(
      int store, Request request, Answer answer, long calledNanos, long returnedNanos) {
    Operation operation =
        new Operation(
            operations.size(), "client", store, request, answer, calledNanos, returnedNanos);
    operations.add(operation);
    return operation;
  }

  /** A watch of a namespace, or of everything, that was told these events. */
  Histories watched(String chain, String namespace, long afterRevision, WatchEvent... events) {
    watches.add(new WatchRecord(chain, 0, null, namespace, afterRevision, List.of(events), false));
    return this;
  }

  /** A watch of everything that was given the time to be told everything. */
  Histories watchedToTheEnd(long afterRevision, WatchEvent... events) {
    watches.add(new WatchRecord("w", 0, null, null, afterRevision, List.of(events), true));
    return this;
  }

  static WatchEvent told(LoggedRow... rows) {
    return new WatchEvent(List.of(rows), rows[rows.length - 1].revision(), null);
  }

  static WatchEvent bookmark(long revision) {
    return new WatchEvent(List.of(), revision, null);
  }

  static ListedObject object(LoggedRow row) {
    return new ListedObject(row.key(), row.revision(), row.value());
  }

  Histories restored(long snapshotRevision, long revision, boolean whole, ListedObject... objects) {
    restored.add(new RestoredState(snapshotRevision, revision, List.of(objects), whole));
    return this;
  }

  Histories onStores(int count) {
    stores = count;
    return this;
  }

  Histories compactedTo(long revision) {
    compactedRevision = revision;
    return this;
  }

  List<Violation> checkedFor(Check check) {
    return check.violations(evidence()).toList();
  }

  /** The promises of which violations are found. */
  List<String> brokenPromises() {
    Evidence evidence = evidence();
    return Check.all().stream()
        .filter(check -> check.violations(evidence).findAny().isPresent())
        .map(Check::promise)
        .toList();
  }

  private Evidence evidence() {
    return new Evidence(stores, 1, log, operations, writers, watches, restored, compactedRevision);
  }
}
