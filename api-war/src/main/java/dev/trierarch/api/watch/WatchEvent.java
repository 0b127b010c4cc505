package dev.trierarch.api.watch;

import dev.trierarch.api.resource.Selection;
import dev.trierarch.store.Change.Operation;
import dev.trierarch.store.Revision;
import dev.trierarch.store.StoredObject;
import java.util.Optional;

/**
 * What a row of the log means to one watcher: pure.
 *
 * @param revision the row's number, which the object shown must carry
 */
record WatchEvent(Type type, StoredObject object, long revision) {

  /** The words of the watch protocol. */
  enum Type {
    ADDED,
    MODIFIED,
    DELETED
  }

  /** Empty when the watcher's selection is not touched. */
  static Optional<WatchEvent> of(Revision row, Selection selection) {
    StoredObject before = row.previous();
    boolean matched = before != null && selection.matches(before);
    boolean matches = row.operation() != Operation.DELETE && selection.matches(row.object());
    if (row.operation() == Operation.DELETE) {
      return matched || (before == null && selection.matches(row.object()))
          ? event(Type.DELETED, row.object(), row)
          : Optional.empty();
    }
    if (matches) {
      return event(matched ? Type.MODIFIED : Type.ADDED, row.object(), row);
    }
    return matched ? event(Type.DELETED, before, row) : Optional.empty();
  }

  private static Optional<WatchEvent> event(Type type, StoredObject object, Revision row) {
    return Optional.of(new WatchEvent(type, object, row.number()));
  }
}
