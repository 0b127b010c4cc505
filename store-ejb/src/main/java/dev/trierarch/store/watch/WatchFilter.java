package dev.trierarch.store.watch;

import dev.trierarch.store.Revision;
import java.util.List;

/**
 * Which rows a watch wants.
 *
 * @param resource the group resource; null for every resource
 * @param namespace null for every namespace
 */
record WatchFilter(String resource, String namespace) {

  /**
   * The rows of a transaction after a revision that are wanted. Mostly that is all of them, and
   * then the list itself is shared.
   */
  List<Revision> wanted(List<Revision> transaction, long afterRevision) {
    for (Revision row : transaction) {
      if (!wants(row, afterRevision)) {
        return transaction.stream().filter(each -> wants(each, afterRevision)).toList();
      }
    }
    return transaction;
  }

  private boolean wants(Revision row, long afterRevision) {
    return row.number() > afterRevision
        && (resource == null || resource.equals(row.key().resource()))
        && (namespace == null || namespace.equals(row.key().namespace()));
  }

  @Override
  public String toString() {
    return (resource == null ? "every resource" : resource)
        + (namespace == null ? "" : " in namespace " + namespace);
  }
}
