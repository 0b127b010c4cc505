package dev.trierarch.bench.robustness.check;

import dev.trierarch.bench.robustness.process.LoggedRow;
import dev.trierarch.bench.robustness.process.WantedChange;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.OptionalLong;
import java.util.PriorityQueue;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Writes and reads are linearizable: each takes effect at one moment between its call and its
 * return, for one key and across keys.
 *
 * <p>Whether any order exists that explains a history is hard to find out in general. It is not
 * here, because the store itself names the order: a write takes effect at the revision of its row,
 * a read just after the row whose revision it names. {@link PreconditionCheck} and {@link
 * OneRevisionCheck} show that this order explains every answer. What is left is that it agrees with
 * real time, and it does exactly if nothing takes effect
 *
 * <ul>
 *   <li>before something that had returned when it was called, and
 *   <li>after something that was called when it had returned. For writes that is the first rule
 *       seen from the other side; for a read it says that no row up to its revision was asked for
 *       only later.
 * </ul>
 *
 * <p>A refused write names no revision. It may take effect after any row at which one of its
 * preconditions did not hold; the earliest that is possible is taken, as that hinders the others
 * least. A write of unknown outcome took effect if it is in the log, at any time after its call; it
 * has not returned, so nothing need come after it.
 *
 * <p>Where several stores share a database, a store may be asked for the state that it knows, which
 * another's newest writes may not be in yet. Such a read is held only against what the same store
 * has answered; every other one, and every write, is held against everything.
 */
final class LinearizabilityCheck implements Check {

  @Override
  public String promise() {
    return "writes and reads are linearizable";
  }

  @Override
  public Stream<Violation> violations(Evidence evidence) {
    return new Run(evidence).violations();
  }

  /** An operation that has returned, and after which row it took effect. */
  private record Placed(Operation operation, long revision) {}

  /** Goes through the operations in the order of their calls. */
  private final class Run {

    private final Evidence evidence;
    private final List<Violation> found = new ArrayList<>();
    private final PriorityQueue<Placed> returning =
        new PriorityQueue<>(Comparator.comparingLong(placed -> placed.operation.returnedNanos()));

    /** The placed operation with the highest revision among those that had returned. */
    private Placed newest;

    private final Map<Integer, Placed> newestOfStore = new HashMap<>();

    /** When the latest of the rows up to a revision was asked for. */
    private final NavigableMap<Long, Operation> latestCalls = new TreeMap<>();

    Run(Evidence evidence) {
      this.evidence = evidence;
      Operation latest = null;
      for (LoggedRow row : evidence.log().between(evidence.baseRevision(), Long.MAX_VALUE)) {
        Operation writer = evidence.writerOf(row.value()).orElse(null);
        if (writer != null && (latest == null || writer.calledNanos() > latest.calledNanos())) {
          latest = writer;
          latestCalls.put(row.revision(), latest);
        }
      }
    }

    Stream<Violation> violations() {
      evidence.operations().stream()
          .filter(operation -> operation.isWrite() || operation.isRead())
          .sorted(Comparator.comparingLong(Operation::calledNanos))
          .forEach(
              operation -> {
                passReturnsBefore(operation.calledNanos());
                place(operation);
              });
      return found.stream();
    }

    private void passReturnsBefore(long nanos) {
      while (!returning.isEmpty() && returning.peek().operation.returnedNanos() < nanos) {
        Placed placed = returning.poll();
        newest = later(newest, placed);
        newestOfStore.merge(placed.operation.store(), placed, Run::later);
      }
    }

    private static Placed later(Placed one, Placed other) {
      return one == null || one.revision < other.revision ? other : one;
    }

    private void place(Operation operation) {
      if (operation.isRead() && operation.isDone()) {
        placeRead(operation);
      } else if (operation.isWrite() && operation.isRefused()) {
        placeRefused(operation);
      } else if (operation.isWrite()) {
        placeWrite(operation);
      }
    }

    private void placeRead(Operation read) {
      boolean againstAll = evidence.stores() == 1 || read.isCurrentRead();
      Placed before = againstAll ? newest : newestOfStore.get(read.store());
      long revision = read.answer().revision();
      if (revision < revisionOf(before)) {
        found.add(violation("a read is older than what had returned", read, before.operation));
      }
      Map.Entry<Long, Operation> cause = latestCalls.floorEntry(revision);
      if (cause != null && cause.getValue().calledNanos() > read.returnedNanos()) {
        found.add(violation("a read shows what was asked for later", read, cause.getValue()));
      }
      returning.add(new Placed(read, revision));
    }

    private void placeWrite(Operation write) {
      List<LoggedRow> rows =
          write.values().stream().flatMap(value -> evidence.log().rowOf(value).stream()).toList();
      if (rows.isEmpty()) {
        return;
      }
      if (rows.get(0).revision() <= revisionOf(newest)) {
        String what = "a write came before what had returned";
        found.add(
            newest == null ? violation(what, write) : violation(what, write, newest.operation));
      }
      if (write.isDone()) {
        returning.add(new Placed(write, rows.get(rows.size() - 1).revision()));
      }
    }

    private void placeRefused(Operation write) {
      OptionalLong revision = earliestRefusal(write);
      if (revision.isEmpty()) {
        found.add(violation("a write was refused that could be done at any time", write));
      } else {
        returning.add(new Placed(write, revision.getAsLong()));
      }
    }

    /** The first revision, between call and return, after which the write could not be done. */
    private OptionalLong earliestRefusal(Operation write) {
      long revision = revisionOf(newest);
      while (revision <= evidence.log().head() && wasCalledBy(revision, write.returnedNanos())) {
        if (!couldBeDoneAfter(revision, write)) {
          return OptionalLong.of(revision);
        }
        revision++;
      }
      return OptionalLong.empty();
    }

    private boolean wasCalledBy(long revision, long nanos) {
      Map.Entry<Long, Operation> cause = latestCalls.floorEntry(revision);
      return cause == null || cause.getValue().calledNanos() <= nanos;
    }

    private boolean couldBeDoneAfter(long revision, Operation write) {
      for (WantedChange change : write.request().changes()) {
        if (evidence.log().revisionOf(change.key(), revision) != change.expected()) {
          return false;
        }
      }
      return true;
    }

    private long revisionOf(Placed placed) {
      return placed == null
          ? evidence.baseRevision()
          : Math.max(placed.revision, evidence.baseRevision());
    }
  }
}
