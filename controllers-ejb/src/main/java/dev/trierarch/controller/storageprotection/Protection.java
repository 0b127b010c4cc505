package dev.trierarch.controller.storageprotection;

import dev.trierarch.client.Client;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.util.List;
import java.util.function.BiFunction;

/** Gives objects of one kind their finalizer, and takes it away from those that nobody uses. */
final class Protection<T extends HasMetadata> {

  private final Client client;
  private final Class<T> kind;
  private final String finalizer;
  private final BiFunction<T, ObjectMeta, T> withMetadata;

  /**
   * @param withMetadata builds a copy of an object with other metadata
   */
  Protection(
      Client client, Class<T> kind, String finalizer, BiFunction<T, ObjectMeta, T> withMetadata) {
    this.client = client;
    this.kind = kind;
    this.finalizer = finalizer;
    this.withMetadata = withMetadata;
  }

  void keep(T object, boolean used) {
    if (ProtectionPlanner.finalizers(object.getMetadata(), finalizer, used).isPresent()) {
      client.modify(
          kind,
          object.getMetadata().getNamespace(),
          object.getMetadata().getName(),
          current ->
              ProtectionPlanner.finalizers(current.getMetadata(), finalizer, used)
                  .map(finalizers -> with(current, finalizers))
                  .orElse(current));
    }
  }

  private T with(T object, List<String> finalizers) {
    return withMetadata.apply(
        object, new ObjectMetaBuilder(object.getMetadata()).withFinalizers(finalizers).build());
  }
}
