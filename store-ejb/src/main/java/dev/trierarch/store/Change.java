package dev.trierarch.store;

import java.util.Objects;

/**
 * One change asked of the store: a new state for a key, or its removal.
 *
 * @param document the state to write; for a deletion the last state, which watchers are shown
 */
public record Change(
    ObjectKey key, Operation operation, Precondition precondition, Document document) {

  /** What a change does to its key. */
  public enum Operation {
    CREATE,
    UPDATE,
    DELETE
  }

  public Change {
    Objects.requireNonNull(key, "key");
    Objects.requireNonNull(operation, "operation");
    Objects.requireNonNull(precondition, "precondition");
    Objects.requireNonNull(document, "document");
  }

  public static Change create(ObjectKey key, Document document) {
    return new Change(key, Operation.CREATE, Precondition.absent(), document);
  }

  public static Change update(ObjectKey key, long expectedRevision, Document document) {
    return new Change(key, Operation.UPDATE, Precondition.atRevision(expectedRevision), document);
  }

  public static Change delete(ObjectKey key, long expectedRevision, Document lastState) {
    return new Change(key, Operation.DELETE, Precondition.atRevision(expectedRevision), lastState);
  }
}
