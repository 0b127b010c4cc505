package dev.trierarch.api.authz;

import dev.trierarch.api.resource.Query;
import dev.trierarch.registry.ApiErrors;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a request is about, read from its method, path and query: the verb, and the resource or the
 * plain path.
 *
 * <p>Example: {@code GET /apis/apps/v1/namespaces/default/deployments/web/scale} is the verb get on
 * group apps, version v1, namespace default, resource deployments, name web, subresource scale.
 *
 * @param resourceRequest false for plain paths such as {@code /version}
 * @param subresource the rest after the name, usually one word
 */
public record RequestInfo(
    boolean resourceRequest,
    String verb,
    String path,
    String group,
    String version,
    String namespace,
    String resource,
    String subresource,
    String name) {

  private static final Set<String> NAMESPACE_SUBRESOURCES = Set.of("status", "finalize");
  private static final Map<String, String> RESOURCE_VERBS =
      Map.of(
          "POST", "create",
          "GET", "get",
          "HEAD", "get",
          "PUT", "update",
          "PATCH", "patch",
          "DELETE", "delete");

  /**
   * @param rawPath the path as sent, not decoded
   */
  public static RequestInfo parse(String method, String rawPath, Query query) {
    List<String> parts = split(rawPath);
    String path = "/" + String.join("/", parts);
    if (path.length() > 1 && rawPath.endsWith("/")) {
      path += "/";
    }
    boolean core = parts.size() >= 3 && parts.get(0).equals("api");
    boolean grouped = parts.size() >= 4 && parts.get(0).equals("apis");
    if (!core && !grouped) {
      return plain(method.toLowerCase(java.util.Locale.ROOT), path);
    }
    String group = core ? "" : parts.get(1);
    String version = parts.get(core ? 1 : 2);
    return resource(method, path, group, version, parts.subList(core ? 2 : 3, parts.size()), query);
  }

  private static RequestInfo plain(String verb, String path) {
    return new RequestInfo(false, verb, path, "", "", "", "", "", "");
  }

  private static RequestInfo resource(
      String method,
      String path,
      String group,
      String version,
      List<String> afterVersion,
      Query query) {
    List<String> rest = afterVersion;
    String verb = RESOURCE_VERBS.getOrDefault(method, "");
    if (rest.size() > 1 && rest.get(0).equals("watch")) {
      verb = "watch";
      rest = rest.subList(1, rest.size());
    }
    String namespace = "";
    if (rest.get(0).equals("namespaces") && rest.size() > 1) {
      namespace = rest.get(1);
      if (rest.size() > 2 && !NAMESPACE_SUBRESOURCES.contains(rest.get(2))) {
        rest = rest.subList(2, rest.size());
      }
    }
    String resource = rest.get(0);
    String name = rest.size() > 1 ? rest.get(1) : "";
    String subresource = rest.size() > 2 ? subresource(rest.subList(2, rest.size())) : "";
    if (resource.equals("namespaces") && group.isEmpty()) {
      namespace = name;
    }
    if (name.isEmpty()) {
      verb = collectionVerb(verb, query);
      name = namedByFieldSelector(verb, query);
    }
    return new RequestInfo(
        true, verb, path, group, version, namespace, resource, subresource, name);
  }

  /** What follows {@code proxy} is another server's path. */
  private static String subresource(List<String> afterName) {
    return afterName.get(0).equals("proxy") ? "proxy" : String.join("/", afterName);
  }

  private static String collectionVerb(String verb, Query query) {
    return switch (verb) {
      case "get" -> query.flag("watch") ? "watch" : "list";
      case "delete" -> "deletecollection";
      default -> verb;
    };
  }

  /** A list or watch of {@code metadata.name=x} may be allowed by a rule that names x. */
  private static String namedByFieldSelector(String verb, Query query) {
    if (!verb.equals("list") && !verb.equals("watch") && !verb.equals("deletecollection")) {
      return "";
    }
    String selector = query.text("fieldSelector");
    String prefix = "metadata.name=";
    if (!selector.startsWith(prefix) || selector.indexOf(',') >= 0) {
      return "";
    }
    String name = selector.substring(prefix.length());
    return name.startsWith("=") ? name.substring(1) : name;
  }

  private static List<String> split(String rawPath) {
    List<String> parts = new ArrayList<>();
    int start = 0;
    while (start < rawPath.length()) {
      int end = rawPath.indexOf('/', start);
      end = end < 0 ? rawPath.length() : end;
      if (end > start) {
        parts.add(decode(rawPath.substring(start, end)));
      }
      start = end + 1;
    }
    return parts;
  }

  private static String decode(String part) {
    if (part.indexOf('%') < 0) {
      return part;
    }
    try {
      return URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw ApiErrors.badRequest("the path is not well encoded: " + e.getMessage());
    }
  }

  /** The request path names one object, not only the field selector. */
  public boolean namesObject() {
    return !name.isEmpty()
        && !verb.equals("list")
        && !verb.equals("watch")
        && !verb.equals("deletecollection");
  }
}
