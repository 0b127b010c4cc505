package dev.trierarch.registry;

import dev.trierarch.store.StoreException;
import java.util.function.Supplier;

/** Decides again, on what is there now, when another writer came between; but not for ever. */
final class Attempts {

  private static final int ATTEMPTS_MAX = 50;

  private Attempts() {}

  /**
   * @param attempt reads, decides and writes
   * @param tooMany what to tell the client when other writers came between every time
   */
  static <T> T repeat(Supplier<T> attempt, Supplier<ApiException> tooMany) {
    StoreException last = null;
    for (int attempts = 0; attempts < ATTEMPTS_MAX; attempts++) {
      try {
        return attempt.get();
      } catch (StoreException.Conflict | StoreException.NotFound | StoreException.AlreadyExists e) {
        last = e;
      }
    }
    ApiException refusal = tooMany.get();
    refusal.addSuppressed(last);
    throw refusal;
  }
}
