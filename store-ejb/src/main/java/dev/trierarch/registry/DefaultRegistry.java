package dev.trierarch.registry;

import dev.trierarch.catalog.Catalog;
import dev.trierarch.catalog.ResourceType;
import dev.trierarch.registry.apply.Ownership;
import dev.trierarch.schema.Schemas;
import dev.trierarch.store.Store;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.InstantSource;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import tools.jackson.databind.node.ObjectNode;

/** The door as it is: one class an operation behind it. */
@ApplicationScoped
public class DefaultRegistry implements Registry {

  private final Creator creator;
  private final Updater updater;
  private final Store store;
  private final Applier applier;
  private final Deleter deleter;
  private final Evictor evictor;
  private final Binder binder;

  /** For the container's proxies. */
  DefaultRegistry() {
    creator = null;
    updater = null;
    store = null;
    applier = null;
    deleter = null;
    evictor = null;
    binder = null;
  }

  /**
   * @param random makes uids and generated names; a seeded one makes them repeatable
   */
  @Inject
  public DefaultRegistry(
      Catalog catalog,
      Store store,
      Admission admission,
      InstantSource clock,
      RandomGenerator random) {
    Schemas schemas = Schemas.builtIn();
    Ownership ownership = new Ownership(schemas, clock);
    RegistryContext context =
        new RegistryContext(catalog, store, admission, ownership, clock, random);
    Intake intake = new Intake(schemas);
    Writer writer = new Writer(store);
    this.store = store;
    creator = new Creator(context, intake, writer);
    updater = new Updater(context, intake, writer);
    applier = new Applier(context, intake, schemas, creator, updater);
    deleter = new Deleter(context, writer);
    evictor = new Evictor(context, deleter);
    binder = new Binder(context, writer);
  }

  @Override
  public Written create(
      ResourceType type, String namespace, ObjectNode object, WriteOptions options) {
    return creator.create(type, namespace, object, options);
  }

  @Override
  public Written update(
      ResourceType type,
      String namespace,
      String name,
      String subresource,
      ObjectNode object,
      WriteOptions options) {
    boolean ofAnyState = Metas.resourceVersion(object).isEmpty() && Metas.uid(object).isEmpty();
    if (ofAnyState && isCreation(type, namespace, name, subresource)) {
      ObjectNode created = object.deepCopy();
      Trees.metadata(created).put("name", name);
      return creator.create(type, namespace, created, options);
    }
    return updater.update(type, namespace, name, subresource, object, options);
  }

  @Override
  public boolean isCreation(ResourceType type, String namespace, String name, String subresource) {
    return subresource.isEmpty()
        && type.strategy().createsOnUpdate()
        && store.image().get(RegistryContext.key(type, namespace, name)).isEmpty();
  }

  @Override
  public Written modify(
      ResourceType type,
      String namespace,
      String name,
      String subresource,
      UnaryOperator<ObjectNode> change,
      WriteOptions options) {
    return updater.modify(type, namespace, name, subresource, change, options);
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
    return applier.apply(type, namespace, name, subresource, applied, force, options);
  }

  @Override
  public Deleted delete(
      ResourceType type,
      String namespace,
      String name,
      DeleteOptions deleteOptions,
      WriteOptions options) {
    return deleter.delete(type, namespace, name, deleteOptions, options);
  }

  @Override
  public Deleted evict(
      String namespace, String podName, DeleteOptions deleteOptions, WriteOptions options) {
    return evictor.evict(namespace, podName, deleteOptions, options);
  }

  @Override
  public Written bind(String namespace, String podName, String nodeName, WriteOptions options) {
    return binder.bind(namespace, podName, nodeName, options);
  }
}
