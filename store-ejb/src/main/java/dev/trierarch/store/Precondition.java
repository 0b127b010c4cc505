package dev.trierarch.store;

/** What must be true of a key's current state for a change to be applied. */
public sealed interface Precondition {

  /** The key holds no object; else the write fails with {@link StoreException.AlreadyExists}. */
  record Absent() implements Precondition {}

  /**
   * The key's object was last written at this revision; else {@link StoreException.Conflict} or
   * NotFound.
   */
  record AtRevision(long revision) implements Precondition {}

  static Precondition absent() {
    return new Absent();
  }

  static Precondition atRevision(long revision) {
    return new AtRevision(revision);
  }
}
