package dev.trierarch.controller.namespace;

import dev.trierarch.catalog.Catalog;
import dev.trierarch.catalog.ResourceType;
import dev.trierarch.client.Causes;
import dev.trierarch.registry.ApiException;
import dev.trierarch.registry.Caller;
import dev.trierarch.registry.DeleteOptions;
import dev.trierarch.registry.Registry;
import dev.trierarch.registry.WriteOptions;
import dev.trierarch.store.Image;
import dev.trierarch.store.Store;
import dev.trierarch.store.StoredObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Deletes everything in a namespace, of whatever kind, and counts what is left. */
final class NamespaceContents {

  private static final String PODS = "pods";
  private static final Logger LOG = Logger.getLogger(NamespaceContents.class.getName());

  private final Registry registry;
  private final Catalog catalog;
  private final Store store;
  private final Caller caller;

  NamespaceContents(Registry registry, Catalog catalog, Store store, String component) {
    this.registry = registry;
    this.catalog = catalog;
    this.store = store;
    this.caller = Caller.system(component);
  }

  /**
   * Asks for the deletion of each object that is not being deleted already: of pods first, and of
   * the others when no pod is left that might need them.
   */
  void delete(String namespace) {
    delete(namespace, catalog.byGroupResource(PODS).orElseThrow());
    if (store.image().list(PODS, namespace).findAny().isEmpty()) {
      types().forEach(type -> delete(namespace, type));
    }
  }

  private void delete(String namespace, ResourceType type) {
    List<StoredObject> objects = store.image().list(type.groupResource(), namespace).toList();
    objects.stream()
        .filter(object -> object.as(type.model()).getMetadata().getDeletionTimestamp() == null)
        .forEach(object -> delete(type, object));
  }

  /** How many objects there still are, by the name of their resource. */
  Map<String, Integer> remaining(String namespace) {
    Image image = store.image();
    Map<String, Integer> remaining = new TreeMap<>();
    for (ResourceType type : types()) {
      int count = (int) image.list(type.groupResource(), namespace).count();
      if (count > 0) {
        remaining.put(shown(type), count);
      }
    }
    return remaining;
  }

  /** How many of the objects wait for a finalizer, by its name. */
  Map<String, Integer> finalizers(String namespace) {
    Image image = store.image();
    Map<String, Integer> finalizers = new TreeMap<>();
    for (ResourceType type : types()) {
      image
          .list(type.groupResource(), namespace)
          .flatMap(object -> object.as(type.model()).getMetadata().getFinalizers().stream())
          .forEach(finalizer -> finalizers.merge(finalizer, 1, Integer::sum));
    }
    return finalizers;
  }

  private void delete(ResourceType type, StoredObject object) {
    try {
      registry.delete(
          type,
          object.key().namespace(),
          object.key().name(),
          new DeleteOptions(null, null, object.uid(), null),
          WriteOptions.of(caller, Causes.current()));
    } catch (ApiException e) {
      // What could not be deleted now is found again in the next round.
      LOG.log(
          Level.INFO, "{0} is not deleted yet: {1}", new Object[] {object.key(), e.getMessage()});
    }
  }

  /** Each stored namespaced resource once, in whatever version. */
  private Iterable<ResourceType> types() {
    Map<String, ResourceType> types = new LinkedHashMap<>();
    for (ResourceType type : catalog.types()) {
      if (type.namespaced() && type.verbs().contains("delete")) {
        types.putIfAbsent(type.groupResource(), type);
      }
    }
    return types.values();
  }

  /** {@code pods.}, {@code deployments.apps}: upstream's way, dot included. */
  private static String shown(ResourceType type) {
    return type.plural() + "." + type.group();
  }
}
