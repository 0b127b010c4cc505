package dev.trierarch.api.resource;

import dev.trierarch.catalog.ResourceType;
import dev.trierarch.registry.ApiErrors;
import dev.trierarch.registry.FieldQuery;
import dev.trierarch.registry.FieldSelectors;
import dev.trierarch.registry.LabelQuery;
import dev.trierarch.registry.LabelSelectors;
import dev.trierarch.store.Image;
import dev.trierarch.store.ObjectKey;
import dev.trierarch.store.StoredObject;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The objects that a list or watch is about: a type, a namespace (empty for all) and selectors.
 * Found by an index where there is one.
 */
public record Selection(ResourceType type, String namespace, LabelQuery labels, FieldQuery fields) {

  private static final Comparator<StoredObject> BY_KEY = Comparator.comparing(StoredObject::key);

  public static Selection of(ResourceType type, String namespace, Query query) {
    return new Selection(
        type,
        namespace,
        LabelSelectors.parse(query.text("labelSelector")),
        FieldSelectors.parse(type, query.text("fieldSelector")));
  }

  /**
   * The same for a request that names one object: nothing else is selected.
   *
   * @throws dev.trierarch.registry.ApiException 400 when the field selector asks for others
   */
  public static Selection ofNamed(ResourceType type, String namespace, String name, Query query) {
    Selection selection = of(type, namespace, query);
    if (selection.fields.matchesEverything()) {
      FieldQuery named = FieldSelectors.parse(type, "metadata.name=" + name);
      return new Selection(type, namespace, selection.labels, named);
    }
    if (!selection.fields.exactValue("metadata.name").equals(Optional.of(name))) {
      throw ApiErrors.badRequest("fieldSelector metadata.name doesn't match requested name");
    }
    return selection;
  }

  public boolean matches(StoredObject object) {
    return (namespace.isEmpty() || namespace.equals(object.key().namespace()))
        && labels.matches(object.labels())
        && fields.matches(object);
  }

  /** Neither selector says anything: the namespace alone decides. */
  public boolean isWhole() {
    return labels.matchesEverything() && fields.matchesEverything();
  }

  /** What matches, in key order, after {@code after} where that is not null. */
  public Stream<StoredObject> in(Image image, ObjectKey after) {
    Stream<StoredObject> candidates = candidates(image, after);
    if (after != null) {
      candidates = candidates.filter(object -> object.key().compareTo(after) > 0);
    }
    return isWhole() && !type.namespaced() ? candidates : candidates.filter(this::matches);
  }

  private Stream<StoredObject> candidates(Image image, ObjectKey after) {
    String resource = type.groupResource();
    Optional<String> name = fields.exactValue("metadata.name");
    if (name.isPresent() && (!namespace.isEmpty() || !type.namespaced())) {
      return image.get(new ObjectKey(resource, namespace, name.get())).stream();
    }
    Optional<String> node = fields.exactValue("spec.nodeName");
    if (node.isPresent() && resource.equals("pods")) {
      return sorted(image.podsOnNode(node.get()));
    }
    Optional<Map.Entry<String, String>> label = labels.exactLabel();
    if (label.isPresent()) {
      return sorted(image.withLabel(resource, label.get().getKey(), label.get().getValue()));
    }
    if (!namespace.isEmpty()) {
      return image.list(resource, namespace);
    }
    return after == null ? image.list(resource) : image.listAfter(after);
  }

  private static Stream<StoredObject> sorted(List<StoredObject> objects) {
    return objects.stream().sorted(BY_KEY);
  }
}
