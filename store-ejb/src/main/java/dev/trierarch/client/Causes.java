package dev.trierarch.client;

/**
 * The revision that the current thread is reacting to, so that the rows it writes name their cause.
 * A control loop sets it around each reconcile.
 */
public final class Causes {

  private static final ThreadLocal<Long> CURRENT = ThreadLocal.withInitial(() -> 0L);

  private Causes() {}

  /** 0 when the thread reacts to nothing. */
  public static long current() {
    return CURRENT.get();
  }

  /** Runs {@code action} with this cause. */
  public static void during(long cause, Runnable action) {
    long before = CURRENT.get();
    CURRENT.set(cause);
    try {
      action.run();
    } finally {
      CURRENT.set(before);
    }
  }
}
