package dev.trierarch.store.image;

import dev.trierarch.store.Change;
import dev.trierarch.store.Documents;
import dev.trierarch.store.Origin;
import dev.trierarch.store.StoreException;
import java.util.List;

/** Refuses writes that no store takes, before they wait with others. */
public final class WriteLimits {

  /** Changes that one transaction may carry. */
  public static final int TRANSACTION_CHANGES_MAX = 500;

  /** Bytes of JSON that one transaction may carry: as much as one request. */
  public static final int TRANSACTION_BYTES_MAX = 3 * 1024 * 1024;

  private WriteLimits() {}

  /**
   * @throws StoreException.TooLarge when an object or all of them together are too large
   * @throws StoreException.Unstorable when a name or the origin is text that cannot be kept
   * @throws IllegalArgumentException when there is no change, or more than a transaction takes
   */
  public static void check(List<Change> changes, Origin origin) {
    checkSizes(changes);
    StorableText.check(changes, origin);
  }

  private static void checkSizes(List<Change> changes) {
    if (changes.isEmpty() || changes.size() > TRANSACTION_CHANGES_MAX) {
      throw new IllegalArgumentException(
          "changes: " + changes.size() + ": must be between 1 and " + TRANSACTION_CHANGES_MAX);
    }
    int bytes = 0;
    for (Change change : changes) {
      int length = change.document().json().length;
      if (length > Documents.OBJECT_BYTES_MAX) {
        throw new StoreException.TooLarge(change.key(), length, Documents.OBJECT_BYTES_MAX);
      }
      bytes += length;
      if (bytes > TRANSACTION_BYTES_MAX) {
        throw new StoreException.TooLarge(change.key(), bytes, TRANSACTION_BYTES_MAX);
      }
    }
  }
}
