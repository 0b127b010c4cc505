package dev.trierarch.store;

import dev.trierarch.store.Change.Operation;
import java.time.Instant;
import java.util.List;

/**
 * One object that is not the same at two revisions, and the rows that made the difference.
 *
 * @param before the object at the earlier revision; null when it was not there
 * @param after the object at the later revision; null when it is not there any more
 * @param steps every row of the object's between the two, oldest first
 */
public record Difference(ObjectKey key, StoredObject before, StoredObject after, List<Step> steps) {

  /** Who did what to the object, why and when: a row without its document. */
  public record Step(long revision, Operation operation, Origin origin, Instant time) {

    public static Step of(Revision row) {
      return new Step(row.number(), row.operation(), row.origin(), row.time());
    }
  }

  /** What the documents before and after take together. */
  long documentBytes() {
    return bytesOf(before) + bytesOf(after);
  }

  private static long bytesOf(StoredObject state) {
    return state == null ? 0 : state.json().length;
  }

  /**
   * What all the steps together come to: created, updated (also deleted and made again), deleted.
   */
  public Operation operation() {
    if (before == null) {
      return Operation.CREATE;
    }
    return after == null ? Operation.DELETE : Operation.UPDATE;
  }
}
