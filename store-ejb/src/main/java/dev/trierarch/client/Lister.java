package dev.trierarch.client;

import dev.trierarch.store.ObjectKey;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.LabelSelector;
import java.util.List;
import java.util.Optional;

/**
 * Reads one kind from the image in memory, typed. What it returns is shared: never mutate it, build
 * a new object from it ({@code new PodBuilder(pod)…}).
 */
public interface Lister<T extends HasMetadata> {

  Optional<T> get(String namespace, String name);

  default Optional<T> get(ObjectKey key) {
    return get(key.namespace(), key.name());
  }

  /** All objects of the kind in every namespace, in key order. */
  List<T> list();

  List<T> list(String namespace);

  /** Those in a namespace that the selector matches; an empty selector matches all, null none. */
  List<T> list(String namespace, LabelSelector selector);

  /** Those that name this object among their owners; indexed. */
  List<T> ownedBy(HasMetadata owner);

  /** The store key of an object of this kind. */
  ObjectKey keyOf(String namespace, String name);
}
