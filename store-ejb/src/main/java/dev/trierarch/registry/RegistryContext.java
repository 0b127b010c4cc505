package dev.trierarch.registry;

import dev.trierarch.catalog.Catalog;
import dev.trierarch.catalog.ResourceType;
import dev.trierarch.registry.apply.Ownership;
import dev.trierarch.store.ObjectKey;
import dev.trierarch.store.Store;
import dev.trierarch.store.StoredObject;
import java.time.InstantSource;
import java.util.random.RandomGenerator;

/** What every operation of the registry works with. */
record RegistryContext(
    Catalog catalog,
    Store store,
    Admission admission,
    Ownership ownership,
    InstantSource clock,
    RandomGenerator random) {

  /** The version of a type whose form is the one in the store. */
  ResourceType stored(ResourceType type) {
    return catalog
        .byGroupResource(type.groupResource())
        .orElseThrow(
            () -> new IllegalArgumentException(type.groupResource() + " is not in the catalog"));
  }

  static ObjectKey key(ResourceType type, String namespace, String name) {
    return new ObjectKey(type.groupResource(), type.namespaced() ? namespace : "", name);
  }

  /** The object as it is now; 404 when there is none. */
  StoredObject find(ResourceType type, String namespace, String name) {
    return store
        .image()
        .get(key(type, namespace, name))
        .orElseThrow(() -> ApiErrors.notFound(type, name));
  }
}
