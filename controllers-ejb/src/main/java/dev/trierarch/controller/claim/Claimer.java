package dev.trierarch.controller.claim;

import dev.trierarch.client.Client;
import dev.trierarch.client.Lister;
import dev.trierarch.client.model.Owners;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.OwnerReference;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.function.Consumer;

/** Carries out claims: writes and removes the owner references of objects of one kind. */
public final class Claimer<T extends HasMetadata> {

  private final Client client;
  private final Class<T> kind;
  private final BiFunction<T, ObjectMeta, T> withMetadata;

  /**
   * @param withMetadata builds a copy of an object with other metadata
   */
  public Claimer(Client client, Class<T> kind, BiFunction<T, ObjectMeta, T> withMetadata) {
    this.client = client;
    this.kind = kind;
    this.withMetadata = withMetadata;
  }

  /** Adopts and releases what the selector says, and returns all that the owner then controls. */
  public List<T> claim(HasMetadata owner, LabelSelector selector) {
    Lister<T> lister = client.lister(kind);
    Map<String, T> candidatesByUid = new LinkedHashMap<>();
    lister.ownedBy(owner).forEach(object -> candidatesByUid.put(uid(object), object));
    lister
        .list(owner.getMetadata().getNamespace(), selector)
        .forEach(object -> candidatesByUid.putIfAbsent(uid(object), object));
    Claim<T> claim = Claim.of(owner, selector, candidatesByUid.values());
    List<T> claimed = new ArrayList<>(claim.kept());
    claim.toAdopt().forEach(object -> claimed.add(adopt(owner, object)));
    claim.toRelease().forEach(object -> release(owner, object));
    return claimed;
  }

  private T adopt(HasMetadata owner, T orphan) {
    return modify(
        orphan,
        owners -> {
          if (owners.stream().noneMatch(other -> Boolean.TRUE.equals(other.getController()))) {
            owners.removeIf(other -> other.getUid().equals(uid(owner)));
            owners.add(Owners.controllerReference(owner));
          }
        });
  }

  private void release(HasMetadata owner, T object) {
    modify(object, owners -> owners.removeIf(other -> Objects.equals(other.getUid(), uid(owner))));
  }

  private T modify(T object, Consumer<List<OwnerReference>> change) {
    return client.modify(
        kind,
        object.getMetadata().getNamespace(),
        object.getMetadata().getName(),
        current -> {
          List<OwnerReference> owners = new ArrayList<>(current.getMetadata().getOwnerReferences());
          change.accept(owners);
          return withMetadata.apply(
              current,
              new ObjectMetaBuilder(current.getMetadata()).withOwnerReferences(owners).build());
        });
  }

  private static String uid(HasMetadata object) {
    return object.getMetadata().getUid();
  }
}
