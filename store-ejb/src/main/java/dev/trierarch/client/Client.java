package dev.trierarch.client;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.function.UnaryOperator;

/**
 * The control plane's own typed client: the same door as the HTTP API, without the HTTP. One
 * instance belongs to one component, whose name its writes carry as actor; their cause is {@link
 * Causes#current()}.
 *
 * <p>Methods throw {@link dev.trierarch.registry.ApiException}, with code 409 for a conflict.
 */
public interface Client {

  <T extends HasMetadata> Lister<T> lister(Class<T> kind);

  <T extends HasMetadata> T create(T object);

  /** Replaces the object; its resourceVersion is a precondition. */
  <T extends HasMetadata> T update(T object);

  /** Replaces the object's status; its resourceVersion is a precondition. */
  <T extends HasMetadata> T updateStatus(T object);

  /**
   * Replaces what a subresource may change, e.g. {@code approval}, {@code finalize}; the object's
   * resourceVersion is a precondition.
   */
  <T extends HasMetadata> T updateSubresource(T object, String subresource);

  /** Reads, changes and writes again until no other writer comes between. */
  <T extends HasMetadata> T modify(
      Class<T> kind, String namespace, String name, UnaryOperator<T> change);

  /** As {@link #modify}, of the status. */
  <T extends HasMetadata> T modifyStatus(
      Class<T> kind, String namespace, String name, UnaryOperator<T> change);

  /**
   * Deletes with the kind's defaults, if the object still has this uid; one that is gone already is
   * no error.
   */
  void delete(HasMetadata object);

  /** Deletes at once, grace period 0. */
  void deleteNow(HasMetadata object);

  /** Binds a pod to a node. */
  void bind(String namespace, String podName, String nodeName);

  /**
   * Records an event about an object; a repeated one is counted, not written again.
   *
   * @param type {@code Normal} or {@code Warning}
   */
  void event(HasMetadata regarding, String type, String reason, String message);
}
