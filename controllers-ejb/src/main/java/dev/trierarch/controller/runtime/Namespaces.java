package dev.trierarch.controller.runtime;

import dev.trierarch.client.Lister;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import java.util.List;

/** For controllers that keep one object in every namespace. */
public final class Namespaces {

  private Namespaces() {}

  /** Takes new objects: it is not being deleted. */
  public static boolean isActive(Namespace namespace) {
    return namespace.getMetadata().getDeletionTimestamp() == null;
  }

  /** The namespace of the object with this name. */
  public static Trigger onChangeOfNamed(
      Class<? extends HasMetadata> kind, String name, Lister<Namespace> namespaces) {
    return new Trigger(
        Triggers.resourceOf(kind),
        row ->
            row.key().name().equals(name)
                ? List.of(namespaces.keyOf("", row.key().namespace()))
                : List.of());
  }
}
