package dev.trierarch.controller.garbagecollector;

import dev.trierarch.catalog.Catalog;
import dev.trierarch.catalog.ResourceType;
import dev.trierarch.store.ObjectKey;
import dev.trierarch.store.Store;
import dev.trierarch.store.StoredObject;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.OwnerReference;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Who owns whom, read from the image: its index by owner is the graph. */
final class Graph {

  private final Store store;
  private final Catalog catalog;

  Graph(Store store, Catalog catalog) {
    this.store = store;
    this.catalog = catalog;
  }

  Optional<StoredObject> get(ObjectKey key) {
    return store.image().get(key);
  }

  ResourceType typeOf(StoredObject object) {
    return catalog.byGroupResource(object.key().resource()).orElseThrow();
  }

  ObjectMeta metadata(StoredObject object) {
    return object.as(typeOf(object).model()).getMetadata();
  }

  List<StoredObject> dependentsOf(String uid) {
    return store.image().dependentsOf(uid);
  }

  /** How the owners that an object names are doing, by their uids. */
  Map<String, OwnerState> ownersOf(StoredObject object) {
    Map<String, OwnerState> states = new LinkedHashMap<>();
    for (OwnerReference owner : metadata(object).getOwnerReferences()) {
      states.put(owner.getUid(), state(object.key().namespace(), owner));
    }
    return states;
  }

  /** The key that an owner reference names; empty when no such kind is served. */
  Optional<ObjectKey> keyOf(String dependentNamespace, OwnerReference owner) {
    return catalog
        .byKind(owner.getApiVersion(), owner.getKind())
        .filter(type -> !type.namespaced() || !dependentNamespace.isEmpty())
        .map(
            type ->
                new ObjectKey(
                    type.groupResource(),
                    type.namespaced() ? dependentNamespace : "",
                    owner.getName()));
  }

  private OwnerState state(String dependentNamespace, OwnerReference owner) {
    Optional<ObjectKey> key = keyOf(dependentNamespace, owner);
    if (key.isEmpty()) {
      return OwnerState.UNKNOWN;
    }
    Optional<StoredObject> found =
        get(key.get()).filter(object -> object.uid().equals(owner.getUid()));
    if (found.isEmpty()) {
      return OwnerState.ABSENT;
    }
    ObjectMeta metadata = metadata(found.get());
    boolean waits =
        metadata.getDeletionTimestamp() != null
            && metadata.getFinalizers().contains(GarbagePlanner.FOREGROUND);
    return waits ? OwnerState.WAITING : OwnerState.SOLID;
  }
}
