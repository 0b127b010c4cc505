package dev.trierarch.registry;

import dev.trierarch.store.Change;
import dev.trierarch.store.Change.Operation;
import dev.trierarch.store.Origin;
import dev.trierarch.store.Store;
import dev.trierarch.store.StoreException;
import dev.trierarch.store.StoredObject;
import dev.trierarch.store.image.EncodedObject;
import java.util.ArrayList;
import java.util.List;

/** Hands changes to the store: the only class that does. */
final class Writer {

  private final Store store;

  Writer(Store store) {
    this.store = store;
  }

  /**
   * Writes a change and its companions together, or only shows what would be written on a dry run.
   *
   * @return the change's object as it is now; for a deletion its last state
   * @throws StoreException.AlreadyExists StoreException.Conflict StoreException.NotFound when a
   *     precondition fails, for the caller to try again or to say so
   */
  StoredObject write(Change change, List<Change> companions, WriteOptions options) {
    if (options.dryRun()) {
      return preview(change);
    }
    List<Change> changes = new ArrayList<>();
    changes.add(change);
    changes.addAll(companions);
    Origin origin =
        new Origin(options.caller().user(), options.caller().userAgent(), options.cause());
    try {
      return store.write(changes, origin).get(0).object();
    } catch (StoreException.Overloaded e) {
      throw ApiErrors.tooManyRequests(
          "Too many requests, please try again later.", List.of(), e.retryAfterSeconds());
    } catch (StoreException.TooLarge e) {
      throw ApiErrors.tooLarge("Request entity too large: " + e.getMessage());
    } catch (StoreException.Unstorable e) {
      throw ApiErrors.badRequest(e.getMessage());
    } catch (StoreException.Unavailable e) {
      throw ApiErrors.unavailable("the store is unavailable, please try again: " + e.getMessage());
    }
  }

  private StoredObject preview(Change change) {
    StoredObject current = store.image().get(change.key()).orElse(null);
    if (change.operation() == Operation.CREATE && current != null) {
      throw new StoreException.AlreadyExists(change.key());
    }
    return current == null
        ? new EncodedObject(change.key(), 0, 0, change.document().json())
        : EncodedObject.of(change.key(), current.revision(), current.revision(), change.document());
  }
}
