package dev.trierarch.api;

import dev.trierarch.api.resource.Json;
import dev.trierarch.catalog.BuiltInCatalog;
import dev.trierarch.catalog.Catalog;
import dev.trierarch.catalog.ResourceType;
import dev.trierarch.store.Change;
import dev.trierarch.store.Documents;
import dev.trierarch.store.ObjectKey;
import dev.trierarch.store.Origin;
import dev.trierarch.store.Revision;
import dev.trierarch.store.StoredObject;
import dev.trierarch.store.memory.InMemoryStore;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/**
 * Objects in a store in memory, written without the registry's rules: what readers are tested on.
 */
public final class Objects {

  public static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

  private static final Origin ORIGIN = new Origin("test", "test", 0);

  public final InstantSource clock = () -> NOW;
  public final Catalog catalog = new BuiltInCatalog();
  public final InMemoryStore store = new InMemoryStore(clock);

  public ResourceType type(String groupResource) {
    return catalog.byGroupResource(groupResource).orElseThrow();
  }

  /** Writes an object given as YAML flow text; what its metadata lacks is filled in. */
  public Revision put(String groupResource, String namespace, String name, String yaml) {
    ResourceType type = type(groupResource);
    ObjectNode object = Json.object();
    object.put("apiVersion", type.apiVersion()).put("kind", type.kind());
    object.setAll((ObjectNode) Json.YAML.readTree(yaml.isEmpty() ? "{}" : yaml));
    ObjectNode metadata = object.withObjectProperty("metadata");
    metadata.put("name", name).put("uid", "uid-of-" + name);
    metadata.put("creationTimestamp", "2026-01-02T03:00:00Z");
    if (!namespace.isEmpty()) {
      metadata.put("namespace", namespace);
    }
    ObjectKey key = new ObjectKey(groupResource, namespace, name);
    Change change =
        store
            .image()
            .get(key)
            .map(old -> Change.update(key, old.revision(), Documents.encode(object)))
            .orElseGet(() -> Change.create(key, Documents.encode(object)));
    return store.write(List.of(change), ORIGIN).get(0);
  }

  public Revision delete(String groupResource, String namespace, String name) {
    ObjectKey key = new ObjectKey(groupResource, namespace, name);
    StoredObject old = store.image().get(key).orElseThrow();
    return store
        .write(List.of(Change.delete(key, old.revision(), Documents.encode(old.tree()))), ORIGIN)
        .get(0);
  }
}
