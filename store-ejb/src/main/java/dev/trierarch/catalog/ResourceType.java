package dev.trierarch.catalog;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * All that the system knows of one resource in one version: its names, its scope, what can be done
 * with it, how it is shown and the rules it is written by.
 *
 * @param group the API group, empty for core
 * @param verbs Kubernetes verbs: create, delete, deletecollection, get, list, patch, update, watch
 * @param subresources e.g. status, scale, binding, eviction, log; {@link Subresource#of} says more
 * @param rowOrder in what order tables show the objects of a list; empty for the list's own
 * @param model the fabric8 model class of the kind
 * @param groupResource the name the store keeps objects under, shared by all versions: {@code
 *     pods}, {@code deployments.apps}; both kinds of Event share {@code events}
 * @param conversion between this version and the one that is stored
 */
public record ResourceType(
    String group,
    String version,
    String kind,
    String plural,
    String singular,
    List<String> shortNames,
    List<String> categories,
    boolean namespaced,
    Set<String> verbs,
    Set<String> subresources,
    List<Column> columns,
    Optional<Comparator<JsonNode>> rowOrder,
    Class<? extends HasMetadata> model,
    ResourceStrategy strategy,
    String groupResource,
    Conversion conversion) {

  /** Begins the declaration of a kind whose objects live in namespaces. */
  public static ResourceTypeBuilder namespaced(String plural, Class<? extends HasMetadata> model) {
    return new ResourceTypeBuilder(plural, model, true);
  }

  /** Begins the declaration of a kind whose objects belong to the cluster. */
  public static ResourceTypeBuilder cluster(String plural, Class<? extends HasMetadata> model) {
    return new ResourceTypeBuilder(plural, model, false);
  }

  /** {@code v1} or {@code apps/v1}. */
  public String apiVersion() {
    return group.isEmpty() ? version : group + "/" + version;
  }

  /** What its objects say of themselves. */
  public ObjectKind objectKind() {
    return new ObjectKind(apiVersion(), kind);
  }

  /** The kind of a list of these, e.g. {@code PodList}. */
  public String listKind() {
    return kind + "List";
  }

  public boolean hasSubresource(String name) {
    return subresources.contains(name);
  }

  public boolean hasVerb(String verb) {
    return verbs.contains(verb);
  }

  /**
   * Whether objects of this kind are kept. Those that are not (reviews, bindings, component
   * statuses) are answered on the spot and have no get after a create.
   */
  public boolean stored() {
    return hasVerb("create") && hasVerb("get");
  }
}
