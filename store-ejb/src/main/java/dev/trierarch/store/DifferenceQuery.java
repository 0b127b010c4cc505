package dev.trierarch.store;

/**
 * Asks for the objects that differ between two revisions, a page of them.
 *
 * @param fromRevision the earlier revision
 * @param toRevision the later one
 * @param resource only this group resource; null for every resource
 * @param namespace only this namespace; null for every namespace
 * @param after only keys that come after this one, the last of the page before; null to begin
 * @param limit at most so many objects
 */
public record DifferenceQuery(
    long fromRevision,
    long toRevision,
    String resource,
    String namespace,
    ObjectKey after,
    int limit) {

  public DifferenceQuery {
    if (fromRevision > toRevision) {
      throw new IllegalArgumentException(
          "fromRevision: " + fromRevision + ": must not be after toRevision, " + toRevision);
    }
    if (limit < 1) {
      throw new IllegalArgumentException("limit: " + limit + ": must be at least 1");
    }
  }

  public boolean asksFor(ObjectKey key) {
    return (resource == null || resource.equals(key.resource()))
        && (namespace == null || namespace.equals(key.namespace()))
        && (after == null || key.compareTo(after) > 0);
  }
}
