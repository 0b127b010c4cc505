package dev.trierarch.controller.runtime;

import dev.trierarch.client.model.Owners;
import dev.trierarch.store.ObjectKey;
import dev.trierarch.store.Revision;
import dev.trierarch.store.StoredObject;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;

/** The usual ways from a row to the names that it concerns. */
public final class Triggers {

  private Triggers() {}

  /** The name that the store keeps a kind under: {@code pods}, {@code deployments.apps}. */
  public static String resourceOf(Class<? extends HasMetadata> kind) {
    return HasMetadata.getFullResourceName(kind);
  }

  /** The object itself. */
  public static Trigger onChangeOf(Class<? extends HasMetadata> kind) {
    return new Trigger(resourceOf(kind), row -> List.of(row.key()));
  }

  /** The controller of the object, before or after the row, when it is of that kind. */
  public static Trigger onChangeOfOwned(
      Class<? extends HasMetadata> kind, Class<? extends HasMetadata> ownerKind) {
    return onChangeOf(kind, object -> owner(object, ownerKind));
  }

  /** Whatever names the function finds in the object, before or after the row. */
  public static <T extends HasMetadata> Trigger onChangeOf(
      Class<T> kind, Function<T, List<ObjectKey>> keys) {
    return new Trigger(
        resourceOf(kind),
        row -> states(row).map(state -> state.as(kind)).map(keys).flatMap(List::stream).toList());
  }

  /**
   * What the function finds by comparing the states before and after; before is null for a new
   * object.
   */
  public static <T extends HasMetadata> Trigger onTransitionOf(
      Class<T> kind, BiFunction<T, T, List<ObjectKey>> keys) {
    return new Trigger(
        resourceOf(kind),
        row ->
            keys.apply(
                row.previous() == null ? null : row.previous().as(kind), row.object().as(kind)));
  }

  private static Stream<StoredObject> states(Revision row) {
    return row.previous() == null
        ? Stream.of(row.object())
        : Stream.of(row.previous(), row.object());
  }

  private static List<ObjectKey> owner(HasMetadata object, Class<? extends HasMetadata> ownerKind) {
    List<ObjectKey> keys = new ArrayList<>(1);
    Owners.controllerOf(object)
        .filter(
            reference ->
                reference.getKind().equals(HasMetadata.getKind(ownerKind))
                    && reference.getApiVersion().equals(HasMetadata.getApiVersion(ownerKind)))
        .ifPresent(
            reference ->
                keys.add(
                    new ObjectKey(
                        resourceOf(ownerKind),
                        object.getMetadata().getNamespace(),
                        reference.getName())));
    return keys;
  }
}
