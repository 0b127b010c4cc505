package dev.trierarch.store;

import dev.trierarch.store.Change.Operation;
import java.time.Instant;

/**
 * One row of the log: what became of a key at a revision, and who did it and why.
 *
 * @param object the state at this revision; for a deletion the last state with this row's revision
 * @param previous the state before, or null when this row created the key
 */
public record Revision(
    long number,
    Operation operation,
    StoredObject object,
    StoredObject previous,
    Origin origin,
    Instant time) {

  public ObjectKey key() {
    return object.key();
  }
}
