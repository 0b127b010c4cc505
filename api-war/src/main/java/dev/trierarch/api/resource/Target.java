package dev.trierarch.api.resource;

import dev.trierarch.api.authz.RequestInfo;
import dev.trierarch.catalog.Catalog;
import dev.trierarch.catalog.ObjectKind;
import dev.trierarch.catalog.ResourceType;
import dev.trierarch.catalog.Subresource;
import java.util.List;
import java.util.Set;

/**
 * The resource that a request's path names, found in the catalog.
 *
 * @param namespace as the store keeps it: empty for cluster-scoped kinds, and for a list over all
 *     namespaces
 */
public record Target(ResourceType type, String namespace, String name, String subresource) {

  private static final Set<String> COLLECTION_ONLY = Set.of("create");
  private static final Set<String> OBJECT_ONLY = Set.of("update", "patch");

  /**
   * @throws dev.trierarch.registry.ApiException 404 when no such path is served, 405 when the verb
   *     is not
   */
  public static Target of(RequestInfo info, Catalog catalog) {
    ResourceType type =
        catalog
            .byPlural(info.group(), info.version(), info.resource())
            .orElseThrow(Problems::unknownPath);
    boolean isNamespace = type.group().isEmpty() && type.plural().equals("namespaces");
    String namespace = isNamespace ? "" : info.namespace();
    checkScope(type, namespace, info);
    if (!info.subresource().isEmpty() && !type.hasSubresource(info.subresource())) {
      throw Problems.unknownPath();
    }
    checkVerb(type, info);
    return new Target(type, namespace, info.name(), info.subresource());
  }

  private static void checkVerb(ResourceType type, RequestInfo info) {
    if (!info.subresource().isEmpty()) {
      List<String> verbs = Subresource.of(type, info.subresource()).verbs();
      if (!verbs.contains(info.verb())) {
        throw MethodNotAllowedException.ofSubresource(verbs);
      }
      return;
    }
    boolean onObject = info.namesObject();
    boolean elsewhere = (onObject ? COLLECTION_ONLY : OBJECT_ONLY).contains(info.verb());
    if (elsewhere || !type.hasVerb(info.verb())) {
      throw onObject
          ? MethodNotAllowedException.ofObject(type.verbs())
          : MethodNotAllowedException.ofCollection(type.verbs());
    }
  }

  /** What an object that is sent here says of itself. */
  ObjectKind objectKind() {
    return subresource.isEmpty()
        ? type.objectKind()
        : Subresource.of(type, subresource).objectKind();
  }

  private static void checkScope(ResourceType type, String namespace, RequestInfo info) {
    if (!type.namespaced() && !namespace.isEmpty()) {
      throw Problems.unknownPath();
    }
    if (type.namespaced() && namespace.isEmpty()) {
      if (info.namesObject()) {
        throw Problems.unknownPath();
      }
      if (!info.verb().equals("list") && !info.verb().equals("watch")) {
        throw MethodNotAllowedException.ofCollection(List.of("list"));
      }
    }
  }
}
