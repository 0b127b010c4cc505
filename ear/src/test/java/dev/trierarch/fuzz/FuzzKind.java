package dev.trierarch.fuzz;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * One kind that the server serves, or one subresource of it.
 *
 * @param plural with the subresource, e.g. {@code deployments/scale}
 */
record FuzzKind(
    String apiVersion, String kind, String plural, boolean namespaced, Set<String> verbs) {

  static final String NAMESPACE = "fuzz-it";

  /** What these answer is another server's. */
  private static final Set<String> ELSEWHERE = Set.of("proxy", "exec", "attach", "portforward");

  /** Everything in aggregated discovery documents. */
  static List<FuzzKind> all(List<JsonNode> discoveries) {
    List<FuzzKind> kinds = new ArrayList<>();
    for (JsonNode discovery : discoveries) {
      for (JsonNode group : discovery.path("items")) {
        for (JsonNode version : group.path("versions")) {
          String name = group.path("metadata").path("name").asString("");
          String prefix = name.isEmpty() ? "" : name + "/";
          addAll(kinds, prefix + version.path("version").asString(), version.path("resources"));
        }
      }
    }
    return kinds;
  }

  private static void addAll(List<FuzzKind> kinds, String apiVersion, JsonNode resources) {
    for (JsonNode resource : resources) {
      boolean namespaced = resource.path("scope").asString().equals("Namespaced");
      String plural = resource.path("resource").asString();
      kinds.add(of(apiVersion, plural, namespaced, resource));
      for (JsonNode subresource : resource.path("subresources")) {
        String name = subresource.path("subresource").asString();
        if (!ELSEWHERE.contains(name)) {
          kinds.add(of(apiVersion, plural + "/" + name, namespaced, subresource));
        }
      }
    }
  }

  private static FuzzKind of(
      String apiVersion, String plural, boolean namespaced, JsonNode resource) {
    List<String> verbs = new ArrayList<>();
    resource.path("verbs").forEach(verb -> verbs.add(verb.asString()));
    JsonNode kind = resource.path("responseKind");
    return new FuzzKind(
        apiVersion, kind.path("kind").asString(), plural, namespaced, Set.copyOf(verbs));
  }

  boolean isSubresource() {
    return plural.contains("/");
  }

  /** Where all of them are. */
  String collection() {
    String resource = isSubresource() ? plural.substring(0, plural.indexOf('/')) : plural;
    String root = (apiVersion.contains("/") ? "/apis/" : "/api/") + apiVersion;
    return root + (namespaced ? "/namespaces/" + NAMESPACE : "") + "/" + resource;
  }

  /** Where one of them is, or its subresource. */
  String object(String name) {
    String rest = isSubresource() ? plural.substring(plural.indexOf('/')) : "";
    return collection() + "/" + name + rest;
  }
}
