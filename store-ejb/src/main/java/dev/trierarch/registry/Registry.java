package dev.trierarch.registry;

import dev.trierarch.catalog.ResourceType;
import dev.trierarch.store.StoredObject;
import java.util.List;
import java.util.function.UnaryOperator;
import tools.jackson.databind.node.ObjectNode;

/**
 * The door: every change of cluster state passes here, in the order default → mutate → validate →
 * admit → write. Reads do not: they take {@link dev.trierarch.store.Store#image()}.
 *
 * <p>Every method throws {@link ApiException} when it refuses. Trees handed in are the registry's
 * to change.
 */
public interface Registry {

  /** What a write did: the object as it is now, and warnings for the client. */
  record Written(StoredObject object, boolean created, List<String> warnings) {}

  /**
   * Creates an object. {@code namespace} is the request's, empty for cluster-scoped kinds; the
   * object's own namespace may be absent or must agree.
   */
  Written create(ResourceType type, String namespace, ObjectNode object, WriteOptions options);

  /**
   * Replaces an object, or one subresource of it ({@code status}, …; empty for the main resource).
   * A resourceVersion in {@code object} is a precondition; without one, and where {@link
   * #isCreation} says so, the object is created. Of {@code scale} the object is a {@code Scale}
   * (see {@link ScaleView}), what is returned is the object scaled.
   */
  Written update(
      ResourceType type,
      String namespace,
      String name,
      String subresource,
      ObjectNode object,
      WriteOptions options);

  /**
   * Whether an update would create the object: there is none, and kinds like this one may be made
   * by an update. Its writer must be allowed to create, too.
   */
  boolean isCreation(ResourceType type, String namespace, String name, String subresource);

  /**
   * Reads, changes and writes an object, again from the start when another writer came between: how
   * patches are applied. {@code change} gets a copy of the current tree and returns the wanted one;
   * it may run more than once. A resourceVersion that {@code change} sets to another value is a
   * precondition.
   */
  Written modify(
      ResourceType type,
      String namespace,
      String name,
      String subresource,
      UnaryOperator<ObjectNode> change,
      WriteOptions options);

  /**
   * Server-side apply: merges what {@code manager} wants, and owns, into the object or creates it.
   */
  Written apply(
      ResourceType type,
      String namespace,
      String name,
      String subresource,
      ObjectNode applied,
      boolean force,
      WriteOptions options);

  /**
   * Deletes an object, or marks it as being deleted when finalizers or a grace period stand before
   * that.
   *
   * @return the last state; {@code gone} when it is removed
   */
  Deleted delete(
      ResourceType type,
      String namespace,
      String name,
      DeleteOptions deleteOptions,
      WriteOptions options);

  /** What a delete did. */
  record Deleted(StoredObject object, boolean gone) {}

  /**
   * Deletes a pod if the disruption budgets that it falls under allow it: what the {@code eviction}
   * subresource does. Refuses with 429 when they do not.
   */
  Deleted evict(
      String namespace, String podName, DeleteOptions deleteOptions, WriteOptions options);

  /**
   * Binds a pod to a node: what the {@code binding} subresource does. Fails when it is bound
   * already.
   */
  Written bind(String namespace, String podName, String nodeName, WriteOptions options);
}
