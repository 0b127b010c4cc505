package dev.trierarch.simulation;

import dev.trierarch.catalog.ResourceType;
import dev.trierarch.registry.ApiErrors;
import dev.trierarch.registry.DeleteOptions;
import dev.trierarch.registry.Registry;
import dev.trierarch.registry.WriteOptions;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import tools.jackson.databind.node.ObjectNode;

/** A door that now and then says no to the control plane: conflicts, and a store out of reach. */
final class FaultyRegistry implements Registry {

  private final Registry registry;
  private final RandomGenerator random;
  private double conflictShare;
  private double unavailableShare;

  FaultyRegistry(Registry registry, RandomGenerator random) {
    this.registry = registry;
    this.random = random;
  }

  /** From now on this share of writes fails. */
  void setFaults(double conflictShare, double unavailableShare) {
    this.conflictShare = conflictShare;
    this.unavailableShare = unavailableShare;
  }

  @Override
  public Written create(
      ResourceType type, String namespace, ObjectNode object, WriteOptions options) {
    mayBeUnavailable();
    return registry.create(type, namespace, object, options);
  }

  @Override
  public Written update(
      ResourceType type,
      String namespace,
      String name,
      String subresource,
      ObjectNode object,
      WriteOptions options) {
    mayBeUnavailable();
    if (random.nextDouble() < conflictShare) {
      throw ApiErrors.modified(type, name);
    }
    return registry.update(type, namespace, name, subresource, object, options);
  }

  @Override
  public boolean isCreation(ResourceType type, String namespace, String name, String subresource) {
    return registry.isCreation(type, namespace, name, subresource);
  }

  @Override
  public Written modify(
      ResourceType type,
      String namespace,
      String name,
      String subresource,
      UnaryOperator<ObjectNode> change,
      WriteOptions options) {
    mayBeUnavailable();
    return registry.modify(type, namespace, name, subresource, change, options);
  }

  @Override
  public Written apply(
      ResourceType type,
      String namespace,
      String name,
      String subresource,
      ObjectNode applied,
      boolean force,
      WriteOptions options) {
    mayBeUnavailable();
    return registry.apply(type, namespace, name, subresource, applied, force, options);
  }

  @Override
  public Deleted delete(
      ResourceType type,
      String namespace,
      String name,
      DeleteOptions deleteOptions,
      WriteOptions options) {
    mayBeUnavailable();
    return registry.delete(type, namespace, name, deleteOptions, options);
  }

  @Override
  public Deleted evict(
      String namespace, String podName, DeleteOptions deleteOptions, WriteOptions options) {
    mayBeUnavailable();
    return registry.evict(namespace, podName, deleteOptions, options);
  }

  @Override
  public Written bind(String namespace, String podName, String nodeName, WriteOptions options) {
    mayBeUnavailable();
    return registry.bind(namespace, podName, nodeName, options);
  }

  private void mayBeUnavailable() {
    if (random.nextDouble() < unavailableShare) {
      throw ApiErrors.unavailable("the store is out of reach");
    }
  }
}
