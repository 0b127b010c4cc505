package dev.trierarch.store;

/** A write or read that the store refused; one subclass a reason. */
public abstract sealed class StoreException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** When trying again is worth while: a commit takes milliseconds, a lost connection a moment. */
  private static final int RETRY_AFTER_SECONDS = 1;

  private StoreException(String message) {
    super(message);
  }

  private StoreException(String message, Throwable cause) {
    super(message, cause);
  }

  /** The key already holds an object. */
  public static final class AlreadyExists extends StoreException {
    private static final long serialVersionUID = 1L;

    public AlreadyExists(ObjectKey key) {
      super(key + " already exists");
    }
  }

  /** The key holds no object. */
  public static final class NotFound extends StoreException {
    private static final long serialVersionUID = 1L;

    public NotFound(ObjectKey key) {
      super(key + " not found");
    }
  }

  /** The key's object has been written since the revision that the change was made from. */
  public static final class Conflict extends StoreException {
    private static final long serialVersionUID = 1L;

    public Conflict(ObjectKey key, long expectedRevision, long actualRevision) {
      super(key + " is at revision " + actualRevision + ", the change expects " + expectedRevision);
    }
  }

  /** The revision asked for is older than what the log keeps. */
  public static final class Compacted extends StoreException {
    private static final long serialVersionUID = 1L;

    private final long oldestRevision;

    public Compacted(long revision, long oldestRevision) {
      super("revision " + revision + " is compacted, the oldest is " + oldestRevision);
      this.oldestRevision = oldestRevision;
    }

    public long oldestRevision() {
      return oldestRevision;
    }
  }

  /** The revision asked for has not been written yet. */
  public static final class NotYet extends StoreException {
    private static final long serialVersionUID = 1L;

    private final long revision;
    private final long headRevision;

    public NotYet(long revision, long headRevision) {
      super("revision " + revision + " is not written yet, the newest is " + headRevision);
      this.revision = revision;
      this.headRevision = headRevision;
    }

    public long revision() {
      return revision;
    }

    public long headRevision() {
      return headRevision;
    }
  }

  /** Too many writes are waiting: the caller may try again later. */
  public static final class Overloaded extends StoreException {
    private static final long serialVersionUID = 1L;

    /**
     * @param what waits already, as in {@code 5000 writes are waiting}
     */
    public Overloaded(String what) {
      super(what);
    }

    public int retryAfterSeconds() {
      return RETRY_AFTER_SECONDS;
    }
  }

  /** The object or the transaction is larger than the store takes. */
  public static final class TooLarge extends StoreException {
    private static final long serialVersionUID = 1L;

    public TooLarge(ObjectKey key, int bytes, int bytesMax) {
      super(key + " has " + bytes + " bytes, the limit is " + bytesMax);
    }
  }

  /** A name or an origin of the write is text that not every database keeps as it is. */
  public static final class Unstorable extends StoreException {
    private static final long serialVersionUID = 1L;

    /**
     * @param where the text is, as in {@code configmaps default/web: name}
     * @param character the one that cannot be kept
     * @param index where it stands
     */
    public Unstorable(String where, char character, int index) {
      super(
          "%s: has the character U+%04X at index %d, which cannot be stored: leave it out"
              .formatted(where, (int) character, index));
    }
  }

  /** The database did not take the write (connection lost, disk full); nothing was acknowledged. */
  public static sealed class Unavailable extends StoreException permits DiskFull {
    private static final long serialVersionUID = 1L;

    public Unavailable(String message, Throwable cause) {
      super(message, cause);
    }

    public int retryAfterSeconds() {
      return RETRY_AFTER_SECONDS;
    }
  }

  /** The database's disk is full: writes are refused, and taken again when there is space. */
  public static final class DiskFull extends Unavailable {
    private static final long serialVersionUID = 1L;

    public DiskFull(String message, Throwable cause) {
      super(message, cause);
    }
  }
}
