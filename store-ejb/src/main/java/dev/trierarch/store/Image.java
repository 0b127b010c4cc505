package dev.trierarch.store;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The whole cluster state at one revision, in memory: an immutable snapshot that never changes
 * under its reader and never blocks a writer. Every stream is in {@link ObjectKey} order.
 */
public interface Image {

  /** The revision this image is the state at. */
  long revision();

  Optional<StoredObject> get(ObjectKey key);

  /** All objects of a resource, in every namespace. */
  Stream<StoredObject> list(String resource);

  /**
   * The objects of a resource in one namespace; for a cluster-scoped resource the empty namespace.
   */
  Stream<StoredObject> list(String resource, String namespace);

  /**
   * The objects of a resource that come after a key, in every namespace: where a paged list goes
   * on.
   */
  Stream<StoredObject> listAfter(ObjectKey key);

  int count(String resource);

  /** Every resource that there is an object of. */
  Set<String> resources();

  /** The objects of a resource with this label; indexed. */
  List<StoredObject> withLabel(String resource, String label, String value);

  /** The objects of a resource that name this uid among their owners; indexed. */
  List<StoredObject> ownedBy(String resource, String ownerUid);

  /** The objects of any resource that name this uid among their owners; indexed. */
  List<StoredObject> dependentsOf(String ownerUid);

  /**
   * The pods whose {@code spec.nodeName} is this node; the empty name finds the unbound ones;
   * indexed.
   */
  List<StoredObject> podsOnNode(String nodeName);
}
