package dev.trierarch.store;

import java.util.Map;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/**
 * One object at one revision: the JSON that was encoded when it was written, shared by all who read
 * it.
 *
 * <p>Immutable and safe for all threads. Nobody may change the array that {@link #json()} returns
 * or the view that {@link #as(Class)} returns; {@link #tree()} is the caller's own copy.
 */
public interface StoredObject {

  ObjectKey key();

  /** The revision this state was written at: the object's {@code metadata.resourceVersion}. */
  long revision();

  /** The UTF-8 JSON, resourceVersion included. Shared: never write to it. */
  byte[] json();

  /** {@code metadata.uid}. */
  String uid();

  /** {@code metadata.labels}; empty when there are none. */
  Map<String, String> labels();

  /** The uids of {@code metadata.ownerReferences}. */
  Set<String> ownerUids();

  /** The typed view (a fabric8 model class), decoded at most once and shared: never mutate it. */
  <T> T as(Class<T> type);

  /** A fresh mutable tree of the JSON. */
  ObjectNode tree();
}
