package dev.trierarch.store.image;

import dev.trierarch.store.Change;
import dev.trierarch.store.Change.Operation;
import dev.trierarch.store.ObjectKey;
import dev.trierarch.store.Origin;
import dev.trierarch.store.Precondition;
import dev.trierarch.store.Revision;
import dev.trierarch.store.StoreException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What becomes of some writes, one after the other, in a given state: the rows each appends or why
 * it is refused, and the state after all of them. Pure: both stores decide by it.
 *
 * @param image the state after the writes that were not refused
 * @param outcomes one a write, in order
 */
public record WritePlan(ClusterImage image, List<Outcome> outcomes) {

  /** Changes that are asked for together: all of them happen or none. */
  public record Write(List<Change> changes, Origin origin) {}

  /**
   * @param rows the rows to append, consecutive; empty when refused
   * @param refusal why nothing is appended; null when it is
   */
  public record Outcome(List<Revision> rows, RuntimeException refusal) {}

  /** Plans the writes in order, each in the state that the ones before it leave. */
  public static WritePlan of(ClusterImage before, List<Write> writes, Instant time) {
    ClusterImage image = before;
    List<Outcome> outcomes = new ArrayList<>(writes.size());
    for (Write write : writes) {
      try {
        Transaction transaction = new Transaction(image, write.origin(), time);
        write.changes().forEach(transaction::add);
        image = transaction.image;
        outcomes.add(new Outcome(List.copyOf(transaction.rows), null));
      } catch (RuntimeException refusal) { // also a document that cannot be read: its own fault
        outcomes.add(new Outcome(List.of(), refusal));
      }
    }
    return new WritePlan(image, List.copyOf(outcomes));
  }

  /** The rows of every write that was not refused, one list a write. */
  public List<List<Revision>> transactions() {
    return outcomes.stream().map(Outcome::rows).filter(rows -> !rows.isEmpty()).toList();
  }

  /** One write as its changes are added; thrown away when one of them is refused. */
  private static final class Transaction {

    private final Origin origin;
    private final Instant time;
    private final List<Revision> rows = new ArrayList<>();
    private ClusterImage image;

    Transaction(ClusterImage image, Origin origin, Instant time) {
      this.image = image;
      this.origin = origin;
      this.time = time;
    }

    void add(Change change) {
      ObjectKey key = change.key();
      EncodedObject current = (EncodedObject) image.get(key).orElse(null);
      check(change, current);
      long number = image.revision() + 1;
      long createRevision = current == null ? number : current.createRevision();
      EncodedObject object = EncodedObject.of(key, number, createRevision, change.document());
      Revision row = new Revision(number, change.operation(), object, current, origin, time);
      rows.add(row);
      image = image.with(row);
    }

    private static void check(Change change, EncodedObject current) {
      ObjectKey key = change.key();
      if (change.operation() == Operation.CREATE
          || change.precondition() instanceof Precondition.Absent) {
        if (current != null) {
          throw new StoreException.AlreadyExists(key);
        }
      }
      if (change.operation() != Operation.CREATE && current == null) {
        throw new StoreException.NotFound(key);
      }
      if (change.precondition() instanceof Precondition.AtRevision expected) {
        checkRevision(key, expected.revision(), current);
      }
    }

    private static void checkRevision(ObjectKey key, long expected, EncodedObject current) {
      if (current == null) {
        throw new StoreException.NotFound(key);
      }
      if (current.revision() != expected) {
        throw new StoreException.Conflict(key, expected, current.revision());
      }
    }
  }
}
