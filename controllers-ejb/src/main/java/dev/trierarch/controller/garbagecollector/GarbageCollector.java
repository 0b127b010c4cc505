package dev.trierarch.controller.garbagecollector;

import dev.trierarch.catalog.Catalog;
import dev.trierarch.catalog.ResourceType;
import dev.trierarch.client.Causes;
import dev.trierarch.controller.runtime.Controller;
import dev.trierarch.controller.runtime.Outcome;
import dev.trierarch.controller.runtime.Refusals;
import dev.trierarch.controller.runtime.Trigger;
import dev.trierarch.registry.ApiException;
import dev.trierarch.registry.Caller;
import dev.trierarch.registry.DeleteOptions;
import dev.trierarch.registry.Registry;
import dev.trierarch.registry.WriteOptions;
import dev.trierarch.store.Change.Operation;
import dev.trierarch.store.ObjectKey;
import dev.trierarch.store.Revision;
import dev.trierarch.store.Store;
import dev.trierarch.store.StoredObject;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Takes away what has lost its owners, and holds owners back that are to go last: background,
 * foreground and orphaning deletion.
 */
@Dependent
public class GarbageCollector implements Controller {

  private static final byte[] DELETION_MARK =
      "\"deletionTimestamp\"".getBytes(StandardCharsets.UTF_8);

  private final Registry registry;
  private final Catalog catalog;
  private final Graph graph;
  private final Caller caller;

  @Inject
  public GarbageCollector(Registry registry, Catalog catalog, Store store) {
    this.registry = registry;
    this.catalog = catalog;
    this.graph = new Graph(store, catalog);
    this.caller = Caller.system(name());
  }

  @Override
  public final String name() {
    return "garbage-collector";
  }

  @Override
  public List<Trigger> triggers() {
    return catalog.types().stream()
        .map(ResourceType::groupResource)
        .distinct()
        .map(resource -> new Trigger(resource, this::concerned))
        .toList();
  }

  @Override
  public Outcome reconcile(ObjectKey key) {
    Optional<StoredObject> found = graph.get(key);
    if (found.isEmpty()) {
      return Outcome.settled();
    }
    StoredObject object = found.get();
    ObjectMeta metadata = graph.metadata(object);
    if (metadata.getDeletionTimestamp() != null) {
      if (metadata.getFinalizers().contains(GarbagePlanner.ORPHAN)) {
        orphanDependents(object);
        return Outcome.settled();
      }
      if (metadata.getFinalizers().contains(GarbagePlanner.FOREGROUND)) {
        releaseWhenAlone(object);
      }
    }
    attend(object, metadata);
    return Outcome.settled();
  }

  private void attend(StoredObject object, ObjectMeta metadata) {
    boolean hasDependents = !graph.dependentsOf(object.uid()).isEmpty();
    GarbagePlan plan = GarbagePlanner.plan(metadata, graph.ownersOf(object), hasDependents);
    if (!plan.ownersToDrop().isEmpty()) {
      dropOwners(object, Set.copyOf(plan.ownersToDrop()));
    }
    plan.deletion()
        .ifPresent(
            propagation ->
                registry.delete(
                    graph.typeOf(object),
                    object.key().namespace(),
                    object.key().name(),
                    new DeleteOptions(
                        null, propagation, object.uid(), Long.toString(object.revision())),
                    options()));
  }

  /** Its dependents lose the reference, and then nothing holds the object. */
  private void orphanDependents(StoredObject owner) {
    for (StoredObject dependent : graph.dependentsOf(owner.uid())) {
      dropOwners(dependent, Set.of(owner.uid()));
    }
    removeFinalizer(owner, GarbagePlanner.ORPHAN);
  }

  /** Dependents that do not block may still be there when the object goes. */
  private void releaseWhenAlone(StoredObject owner) {
    boolean blocked =
        graph.dependentsOf(owner.uid()).stream()
            .anyMatch(dependent -> GarbagePlanner.blocks(graph.metadata(dependent), owner.uid()));
    if (!blocked) {
      removeFinalizer(owner, GarbagePlanner.FOREGROUND);
    }
  }

  private void dropOwners(StoredObject object, Set<String> uids) {
    modify(object, "ownerReferences", owner -> uids.contains(owner.path("uid").asString("")));
  }

  private void removeFinalizer(StoredObject object, String finalizer) {
    modify(object, "finalizers", value -> finalizer.equals(value.asString("")));
  }

  /** Removes entries of a list in the object's metadata; an object that is gone needs none. */
  private void modify(StoredObject object, String list, Predicate<JsonNode> drop) {
    try {
      registry.modify(
          graph.typeOf(object),
          object.key().namespace(),
          object.key().name(),
          "",
          tree -> without(tree, object.uid(), list, drop),
          options());
    } catch (ApiException e) {
      if (!Refusals.isNotThere(e)) {
        throw e;
      }
    }
  }

  private static ObjectNode without(
      ObjectNode tree, String uid, String list, Predicate<JsonNode> drop) {
    if (!(tree.path("metadata") instanceof ObjectNode metadata)
        || !uid.equals(metadata.path("uid").asString(""))) {
      return tree;
    }
    ArrayNode kept = metadata.arrayNode();
    for (JsonNode entry : metadata.path(list)) {
      if (!drop.test(entry)) {
        kept.add(entry);
      }
    }
    metadata.remove(list);
    if (!kept.isEmpty()) {
      metadata.set(list, kept);
    }
    return tree;
  }

  /** The object itself when it has owners or is being deleted; when it is gone, its relatives. */
  private List<ObjectKey> concerned(Revision row) {
    StoredObject object = row.object();
    if (row.operation() == Operation.DELETE) {
      Set<ObjectKey> relatives = new HashSet<>(dependentKeys(object));
      relatives.addAll(ownerKeys(object));
      return List.copyOf(relatives);
    }
    boolean deleting = contains(object.json(), DELETION_MARK);
    List<ObjectKey> keys = new ArrayList<>();
    if (deleting || !object.ownerUids().isEmpty()) {
      keys.add(object.key());
    }
    if (deleting) {
      keys.addAll(dependentKeys(object));
    }
    boolean lostOwner =
        row.previous() != null && !object.ownerUids().containsAll(row.previous().ownerUids());
    if (lostOwner) {
      keys.addAll(ownerKeys(row.previous()));
    }
    return keys;
  }

  private List<ObjectKey> dependentKeys(StoredObject object) {
    return graph.dependentsOf(object.uid()).stream().map(StoredObject::key).toList();
  }

  private List<ObjectKey> ownerKeys(StoredObject object) {
    if (object.ownerUids().isEmpty()) {
      return List.of();
    }
    return graph.metadata(object).getOwnerReferences().stream()
        .map(owner -> graph.keyOf(object.key().namespace(), owner))
        .flatMap(Optional::stream)
        .toList();
  }

  private WriteOptions options() {
    return WriteOptions.of(caller, Causes.current());
  }

  /** Looks for text in JSON without decoding it; a chance hit costs one reconcile. */
  private static boolean contains(byte[] json, byte[] text) {
    for (int i = 0; i <= json.length - text.length; i++) {
      if (Arrays.equals(json, i, i + text.length, text, 0, text.length)) {
        return true;
      }
    }
    return false;
  }
}
