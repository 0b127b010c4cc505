package dev.trierarch.client;

import dev.trierarch.catalog.ResourceType;
import dev.trierarch.registry.LabelQuery;
import dev.trierarch.registry.LabelSelectors;
import dev.trierarch.store.Image;
import dev.trierarch.store.ObjectKey;
import dev.trierarch.store.Store;
import dev.trierarch.store.StoredObject;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.LabelSelector;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads one kind from the store's newest image. */
final class ImageLister<T extends HasMetadata> implements Lister<T> {

  private final Store store;
  private final ResourceType type;
  private final Class<T> model;

  ImageLister(Store store, ResourceType type, Class<T> model) {
    this.store = store;
    this.type = type;
    this.model = model;
  }

  @Override
  public Optional<T> get(String namespace, String name) {
    return store.image().get(keyOf(namespace, name)).map(object -> object.as(model));
  }

  @Override
  public List<T> list() {
    return typed(store.image().list(type.groupResource()));
  }

  @Override
  public List<T> list(String namespace) {
    return typed(store.image().list(type.groupResource(), namespace));
  }

  @Override
  public List<T> list(String namespace, LabelSelector selector) {
    LabelQuery query = LabelSelectors.of(selector);
    if (query.matchesNothing()) {
      return List.of();
    }
    Image image = store.image();
    Stream<StoredObject> candidates =
        query
            .exactLabel()
            .map(
                label ->
                    image.withLabel(type.groupResource(), label.getKey(), label.getValue()).stream()
                        .filter(object -> object.key().namespace().equals(namespace)))
            .orElseGet(() -> image.list(type.groupResource(), namespace));
    return typed(candidates.filter(object -> query.matches(object.labels())));
  }

  @Override
  public List<T> ownedBy(HasMetadata owner) {
    String uid = owner.getMetadata().getUid();
    return typed(store.image().ownedBy(type.groupResource(), uid).stream());
  }

  @Override
  public ObjectKey keyOf(String namespace, String name) {
    return new ObjectKey(
        type.groupResource(), type.namespaced() && namespace != null ? namespace : "", name);
  }

  private List<T> typed(Stream<StoredObject> objects) {
    return objects.map(object -> object.as(model)).toList();
  }
}
