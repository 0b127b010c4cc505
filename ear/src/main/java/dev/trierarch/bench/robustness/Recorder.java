package dev.trierarch.bench.robustness;

import dev.trierarch.bench.robustness.check.Log;
import dev.trierarch.bench.robustness.check.Operation;
import dev.trierarch.bench.robustness.process.Answer;
import dev.trierarch.bench.robustness.process.Request;
import dev.trierarch.bench.robustness.process.Request.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Records the calls of all clients of a run, and what is known of the log by them. */
final class Recorder {

  private final Log log;
  private final List<Operation> operations = new ArrayList<>();
  private final Map<String, Operation> writersByValue = new HashMap<>();
  private long lastId;
  private long compactedRevision;
  private Runnable disturbance = () -> {};
  private long disturbedAtId = Long.MAX_VALUE;

  /**
   * @param emptyRevision the revision of the store before its first row
   */
  Recorder(long emptyRevision) {
    log = new Log(emptyRevision);
    compactedRevision = emptyRevision; // there is nothing before it to be read
  }

  /** Makes a call and records it. */
  Answer record(String client, int store, Request request, Supplier<Answer> call) {
    long id = begin(request);
    long calledNanos = System.nanoTime();
    Answer answer = call.get();
    long returnedNanos = System.nanoTime();
    end(new Operation(id, client, store, request, answer, calledNanos, returnedNanos));
    return answer;
  }

  private long begin(Request request) {
    Runnable due = () -> {};
    long id;
    synchronized (this) {
      lastId++;
      id = lastId;
      if (request.kind() == Kind.COMPACT) {
        compactedRevision = Math.max(compactedRevision, request.revision());
      }
      if (lastId >= disturbedAtId) {
        due = disturbance;
        disturbedAtId = Long.MAX_VALUE;
      }
    }
    due.run();
    return id;
  }

  private synchronized void end(Operation operation) {
    operations.add(operation);
    if (operation.isWrite()) {
      operation
          .request()
          .changes()
          .forEach(change -> writersByValue.put(change.value(), operation));
    }
    if (operation.request().kind() == Kind.ROWS) {
      operation.answer().rows().forEach(log::add);
    }
  }

  /** Has something done when so many more calls have begun. */
  synchronized void disturbAfter(long calls, Runnable what) {
    disturbedAtId = lastId + calls;
    disturbance = what;
  }

  synchronized void disturbNoMore() {
    disturbedAtId = Long.MAX_VALUE;
  }

  /** The newest revision that a reader of rows was shown. */
  synchronized long head() {
    return log.head();
  }

  synchronized long compactedRevision() {
    return compactedRevision;
  }

  /** The calls since this was asked last; nobody calls meanwhile. */
  synchronized List<Operation> takeOperations() {
    List<Operation> taken = List.copyOf(operations);
    operations.clear();
    return taken;
  }

  /** Nobody calls while these are looked at. */
  synchronized Log log() {
    return log;
  }

  synchronized Map<String, Operation> writersByValue() {
    return writersByValue;
  }
}
