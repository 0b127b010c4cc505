package dev.trierarch.catalog;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.List;
import java.util.Set;

/**
 * All that the system knows of one resource in one version: its names, its scope, what can be done
 * with it, how it is shown and the rules it is written by.
 *
 * @param group the API group, empty for core
 * @param verbs Kubernetes verbs: create, delete, deletecollection, get, list, patch, update, watch
 * @param subresources e.g. status, scale, binding, eviction, log
 * @param model the fabric8 model class of the kind
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
    Class<? extends HasMetadata> model,
    ResourceStrategy strategy) {

  /** {@code v1} or {@code apps/v1}. */
  public String apiVersion() {
    return group.isEmpty() ? version : group + "/" + version;
  }

  /**
   * The name the store keeps objects under, shared by all versions: {@code pods}, {@code
   * deployments.apps}.
   */
  public String groupResource() {
    return group.isEmpty() ? plural : plural + "." + group;
  }

  public boolean hasSubresource(String name) {
    return subresources.contains(name);
  }
}
