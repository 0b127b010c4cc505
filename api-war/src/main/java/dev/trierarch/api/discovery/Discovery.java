package dev.trierarch.api.discovery;

import dev.trierarch.api.resource.Json;
import dev.trierarch.catalog.Catalog;
import dev.trierarch.catalog.ResourceType;
import dev.trierarch.catalog.Subresource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What is served, as clients discover it: one document a path, or all at once (aggregated). */
@ApplicationScoped
public class Discovery {

  private static final List<String> OTHER_PATHS =
      List.of(
          "/.well-known/openid-configuration",
          "/apis",
          "/healthz",
          "/livez",
          "/metrics",
          "/openapi/v2",
          "/openapi/v3",
          "/openid/v1/jwks",
          "/readyz",
          "/version");

  /** Types by group and then version, preferred version first. */
  private final Map<String, Map<String, List<ResourceType>>> groups = new LinkedHashMap<>();

  private final Catalog catalog;

  /** For the container's proxy. */
  Discovery() {
    this.catalog = null;
  }

  @Inject
  public Discovery(Catalog catalog) {
    this.catalog = catalog;
    for (ResourceType type : catalog.types()) {
      groups
          .computeIfAbsent(type.group(), group -> new LinkedHashMap<>())
          .computeIfAbsent(type.version(), version -> new ArrayList<>())
          .add(type);
    }
    groups.replaceAll((group, versions) -> newestFirst(versions));
  }

  private static Map<String, List<ResourceType>> newestFirst(
      Map<String, List<ResourceType>> versions) {
    Map<String, List<ResourceType>> sorted = new LinkedHashMap<>();
    versions.entrySet().stream()
        .sorted(Map.Entry.comparingByKey(Comparator.reverseOrder()))
        .forEach(entry -> sorted.put(entry.getKey(), entry.getValue()));
    return sorted;
  }

  /** {@code GET /}: what can be read, beside the objects themselves. */
  public ObjectNode paths() {
    TreeSet<String> paths = new TreeSet<>(OTHER_PATHS);
    groups.forEach(
        (group, versions) -> {
          String root = group.isEmpty() ? "/api" : "/apis/" + group;
          paths.add(root);
          versions.keySet().forEach(version -> paths.add(root + "/" + version));
        });
    ObjectNode document = Json.object();
    paths.forEach(document.putArray("paths")::add);
    return document;
  }

  /** {@code GET /api}. */
  public ObjectNode coreVersions(String serverAddress) {
    ObjectNode document = Json.object().put("kind", "APIVersions");
    groups.get("").keySet().forEach(document.putArray("versions")::add);
    document
        .putArray("serverAddressByClientCIDRs")
        .addObject()
        .put("clientCIDR", "0.0.0.0/0")
        .put("serverAddress", serverAddress);
    return document;
  }

  /** {@code GET /apis}. */
  public ObjectNode groupList() {
    ObjectNode document = Json.object("v1", "APIGroupList");
    ArrayNode list = document.putArray("groups");
    groups.forEach(
        (name, versions) -> {
          if (!name.isEmpty()) {
            list.add(fillGroup(Json.object(), name, versions));
          }
        });
    return document;
  }

  /** {@code GET /apis/GROUP}. */
  public Optional<ObjectNode> group(String name) {
    return name.isEmpty() || !groups.containsKey(name)
        ? Optional.empty()
        : Optional.of(fillGroup(Json.object("v1", "APIGroup"), name, groups.get(name)));
  }

  private static ObjectNode fillGroup(
      ObjectNode group, String name, Map<String, List<ResourceType>> versions) {
    group.put("name", name);
    ArrayNode list = group.putArray("versions");
    versions.keySet().forEach(version -> list.add(groupVersion(name, version)));
    group.set("preferredVersion", groupVersion(name, versions.keySet().iterator().next()));
    return group;
  }

  private static ObjectNode groupVersion(String group, String version) {
    return Json.object().put("groupVersion", group + "/" + version).put("version", version);
  }

  /** {@code GET /api/v1} and {@code GET /apis/GROUP/VERSION}. */
  public Optional<ObjectNode> resources(String group, String version) {
    List<ResourceType> types = groups.getOrDefault(group, Map.of()).get(version);
    if (types == null) {
      return Optional.empty();
    }
    ObjectNode document = Json.object("v1", "APIResourceList");
    document.put("groupVersion", types.get(0).apiVersion());
    ArrayNode resources = document.putArray("resources");
    for (ResourceType type : types) {
      resources.add(resource(type));
      for (String name : new TreeSet<>(type.subresources())) {
        resources.add(subresource(type, Subresource.of(type, name)));
      }
    }
    return Optional.of(document);
  }

  private ObjectNode resource(ResourceType type) {
    ObjectNode resource =
        Json.object()
            .put("name", type.plural())
            .put("singularName", type.singular())
            .put("namespaced", type.namespaced())
            .put("kind", type.kind());
    new TreeSet<>(type.verbs()).forEach(resource.putArray("verbs")::add);
    addNames(resource, type);
    if (type.stored()) {
      ResourceType stored = catalog.byGroupResource(type.groupResource()).orElse(type);
      resource.put("storageVersionHash", StorageVersions.hash(stored));
    }
    return resource;
  }

  private static void addNames(ObjectNode resource, ResourceType type) {
    if (!type.shortNames().isEmpty()) {
      type.shortNames().forEach(resource.putArray("shortNames")::add);
    }
    if (!type.categories().isEmpty()) {
      type.categories().forEach(resource.putArray("categories")::add);
    }
  }

  private static ObjectNode subresource(ResourceType type, Subresource subresource) {
    ObjectNode resource =
        Json.object()
            .put("name", type.plural() + "/" + subresource.name())
            .put("singularName", "")
            .put("namespaced", type.namespaced());
    boolean foreign =
        !subresource.group().equals(type.group()) || !subresource.version().equals(type.version());
    if (foreign) {
      resource.put("group", subresource.group()).put("version", subresource.version());
    }
    resource.put("kind", subresource.kind());
    subresource.verbs().forEach(resource.putArray("verbs")::add);
    return resource;
  }

  /**
   * Everything of {@code /api} or of {@code /apis} in one document.
   *
   * @param core the core group alone, else all the others
   * @param version of apidiscovery.k8s.io: {@code v2} or {@code v2beta1}
   */
  public ObjectNode aggregated(boolean core, String version) {
    ObjectNode document = Json.object("apidiscovery.k8s.io/" + version, "APIGroupDiscoveryList");
    document.putObject("metadata");
    ArrayNode items = document.putArray("items");
    groups.forEach(
        (name, versions) -> {
          if (name.isEmpty() == core) {
            items.add(aggregatedGroup(name, versions));
          }
        });
    return document;
  }

  private static ObjectNode aggregatedGroup(String name, Map<String, List<ResourceType>> versions) {
    ObjectNode group = Json.object();
    ObjectNode metadata = group.putObject("metadata");
    if (!name.isEmpty()) {
      metadata.put("name", name);
    }
    ArrayNode list = group.putArray("versions");
    versions.forEach(
        (version, types) -> {
          ObjectNode each = list.addObject().put("version", version);
          ArrayNode resources = each.putArray("resources");
          types.forEach(type -> resources.add(aggregatedResource(type)));
          each.put("freshness", "Current");
        });
    return group;
  }

  private static ObjectNode aggregatedResource(ResourceType type) {
    ObjectNode resource = Json.object().put("resource", type.plural());
    resource.set("responseKind", responseKind(type.group(), type.version(), type.kind()));
    resource
        .put("scope", type.namespaced() ? "Namespaced" : "Cluster")
        .put("singularResource", type.singular());
    new TreeSet<>(type.verbs()).forEach(resource.putArray("verbs")::add);
    addNames(resource, type);
    if (!type.subresources().isEmpty()) {
      ArrayNode list = resource.putArray("subresources");
      for (String name : new TreeSet<>(type.subresources())) {
        Subresource subresource = Subresource.of(type, name);
        ObjectNode each = list.addObject().put("subresource", name);
        each.set(
            "responseKind",
            responseKind(subresource.group(), subresource.version(), subresource.kind()));
        subresource.verbs().forEach(each.putArray("verbs")::add);
      }
    }
    return resource;
  }

  private static ObjectNode responseKind(String group, String version, String kind) {
    return Json.object().put("group", group).put("version", version).put("kind", kind);
  }
}
