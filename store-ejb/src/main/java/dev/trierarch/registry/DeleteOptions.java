package dev.trierarch.registry;

/**
 * How an object is to be deleted; null fields take the kind's defaults.
 *
 * @param uid precondition on the object's uid, or null
 * @param resourceVersion precondition on the object's revision, or null
 */
public record DeleteOptions(
    Long gracePeriodSeconds, Propagation propagation, String uid, String resourceVersion) {

  /** What happens to the objects that this one owns. */
  public enum Propagation {
    ORPHAN,
    BACKGROUND,
    FOREGROUND
  }

  public static DeleteOptions defaults() {
    return new DeleteOptions(null, null, null, null);
  }
}
