package dev.trierarch.store.image;

import dev.trierarch.store.Change;
import dev.trierarch.store.ObjectKey;
import dev.trierarch.store.Origin;
import dev.trierarch.store.StoreException;
import java.util.List;

/**
 * Refuses names and origins that not every database keeps as they are: PostgreSQL takes no U+0000,
 * and half a surrogate pair has no UTF-8. In a commit one of them would fail the writes of others.
 */
final class StorableText {

  private StorableText() {}

  static void check(List<Change> changes, Origin origin) {
    check("user", origin.user());
    check("user agent", origin.actor());
    for (Change change : changes) {
      ObjectKey key = change.key();
      check(key + ": resource", key.resource());
      check(key + ": namespace", key.namespace());
      check(key + ": name", key.name());
    }
  }

  private static void check(String where, String text) {
    for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
      int codePoint = text.codePointAt(i);
      if (codePoint == 0 || Character.getType(codePoint) == Character.SURROGATE) {
        throw new StoreException.Unstorable(where, (char) codePoint, i);
      }
    }
  }
}
