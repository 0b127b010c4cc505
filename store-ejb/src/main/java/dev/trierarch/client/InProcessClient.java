package dev.trierarch.client;

import dev.trierarch.catalog.Catalog;
import dev.trierarch.catalog.ResourceType;
import dev.trierarch.registry.ApiException;
import dev.trierarch.registry.Caller;
import dev.trierarch.registry.DeleteOptions;
import dev.trierarch.registry.Registry;
import dev.trierarch.registry.Registry.Written;
import dev.trierarch.registry.WriteOptions;
import dev.trierarch.store.KubernetesJson;
import dev.trierarch.store.Store;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.time.InstantSource;
import java.util.function.UnaryOperator;

/** The typed client of one component, straight through the door. Safe for all threads. */
final class InProcessClient implements Client {

  private final Registry registry;
  private final Catalog catalog;
  private final Store store;
  private final Caller caller;
  private final EventRecorder events;

  InProcessClient(
      Registry registry, Catalog catalog, Store store, InstantSource clock, String component) {
    this.registry = registry;
    this.catalog = catalog;
    this.store = store;
    this.caller = Caller.system(component);
    this.events = new EventRecorder(this, clock, component);
  }

  @Override
  public <T extends HasMetadata> Lister<T> lister(Class<T> kind) {
    return new ImageLister<>(store, catalog.ofModel(kind), kind);
  }

  @Override
  public <T extends HasMetadata> T create(T object) {
    ResourceType type = typeOf(object);
    return typed(
        object, registry.create(type, namespaceOf(object), KubernetesJson.tree(object), options()));
  }

  @Override
  public <T extends HasMetadata> T update(T object) {
    return updateSubresource(object, "");
  }

  @Override
  public <T extends HasMetadata> T updateStatus(T object) {
    return updateSubresource(object, "status");
  }

  @Override
  public <T extends HasMetadata> T updateSubresource(T object, String subresource) {
    return typed(
        object,
        registry.update(
            typeOf(object),
            namespaceOf(object),
            object.getMetadata().getName(),
            subresource,
            KubernetesJson.tree(object),
            options()));
  }

  @Override
  public <T extends HasMetadata> T modify(
      Class<T> kind, String namespace, String name, UnaryOperator<T> change) {
    return modify(kind, namespace, name, "", change);
  }

  @Override
  public <T extends HasMetadata> T modifyStatus(
      Class<T> kind, String namespace, String name, UnaryOperator<T> change) {
    return modify(kind, namespace, name, "status", change);
  }

  private <T extends HasMetadata> T modify(
      Class<T> kind, String namespace, String name, String subresource, UnaryOperator<T> change) {
    Written written =
        registry.modify(
            catalog.ofModel(kind),
            namespace == null ? "" : namespace,
            name,
            subresource,
            tree ->
                KubernetesJson.tree(change.apply(KubernetesJson.mapper().treeToValue(tree, kind))),
            options());
    return written.object().as(kind);
  }

  @Override
  public void delete(HasMetadata object) {
    delete(object, null);
  }

  @Override
  public void deleteNow(HasMetadata object) {
    delete(object, 0L);
  }

  private void delete(HasMetadata object, Long gracePeriodSeconds) {
    ResourceType type = typeOf(object);
    DeleteOptions deleteOptions =
        new DeleteOptions(gracePeriodSeconds, null, object.getMetadata().getUid(), null);
    try {
      registry.delete(
          type, namespaceOf(object), object.getMetadata().getName(), deleteOptions, options());
    } catch (ApiException e) {
      if (!isGone(object, e)) {
        throw e;
      }
    }
  }

  /** Not found, or another object stands under the name now. */
  private boolean isGone(HasMetadata object, ApiException refusal) {
    if (refusal.code() == 404) {
      return true;
    }
    String uid = object.getMetadata().getUid();
    return refusal.code() == 409
        && uid != null
        && store
            .image()
            .get(
                lister(object.getClass().asSubclass(HasMetadata.class))
                    .keyOf(namespaceOf(object), object.getMetadata().getName()))
            .map(current -> !current.uid().equals(uid))
            .orElse(true);
  }

  @Override
  public void bind(String namespace, String podName, String nodeName) {
    registry.bind(namespace, podName, nodeName, options());
  }

  @Override
  public void event(HasMetadata regarding, String type, String reason, String message) {
    events.record(regarding, type, reason, message);
  }

  private ResourceType typeOf(HasMetadata object) {
    return catalog.ofModel(object.getClass());
  }

  private static String namespaceOf(HasMetadata object) {
    String namespace = object.getMetadata().getNamespace();
    return namespace == null ? "" : namespace;
  }

  private static <T extends HasMetadata> T typed(T like, Written written) {
    @SuppressWarnings("unchecked") // an object's class is the class of its kind
    Class<T> kind = (Class<T>) like.getClass();
    return written.object().as(kind);
  }

  private WriteOptions options() {
    return WriteOptions.of(caller, Causes.current());
  }
}
