package dev.trierarch.store;

import java.util.List;

/**
 * Asks for the objects that differ between two revisions, a page of them: up to a limit, or until
 * their documents have {@link #BYTES_MAX}.
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

  /** The object that reaches it is the last one of a page. */
  public static final long BYTES_MAX = 16L * 1024 * 1024;

  public DifferenceQuery {
    if (fromRevision > toRevision) {
      throw new IllegalArgumentException(
          "fromRevision: " + fromRevision + ": must not be after toRevision, " + toRevision);
    }
    if (limit < 1) {
      throw new IllegalArgumentException("limit: " + limit + ": must be at least 1");
    }
  }

  /** Whether a page may have been cut, so that there may be more. */
  public boolean isFilledBy(List<Difference> page) {
    return page.size() == limit
        || page.stream().mapToLong(Difference::documentBytes).sum() >= BYTES_MAX;
  }

  public boolean asksFor(ObjectKey key) {
    return (resource == null || resource.equals(key.resource()))
        && (namespace == null || namespace.equals(key.namespace()))
        && (after == null || key.compareTo(after) > 0);
  }
}
