package dev.trierarch.admission.podsecurity;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;

/** A pod, or a template of pods, as the standards look at it. */
record PodView(JsonNode pod) {

  private static final List<String> LISTS =
      List.of("initContainers", "containers", "ephemeralContainers");

  JsonNode spec() {
    return pod.path("spec");
  }

  JsonNode annotations() {
    return pod.path("metadata").path("annotations");
  }

  JsonNode context() {
    return spec().path("securityContext");
  }

  List<JsonNode> containers() {
    List<JsonNode> all = new ArrayList<>();
    LISTS.forEach(list -> spec().path(list).forEach(all::add));
    return all;
  }

  /** The names of those containers whose security context is so. */
  List<String> containersWith(Predicate<JsonNode> bad) {
    return containersThat(container -> bad.test(container.path("securityContext")));
  }

  List<String> containersThat(Predicate<JsonNode> bad) {
    return containers().stream()
        .filter(bad)
        .map(container -> container.path("name").asString(""))
        .toList();
  }

  /** Who has such a security context: {@code pod and container "a"}; empty when nobody has. */
  String setters(Predicate<JsonNode> bad) {
    List<String> setters = new ArrayList<>();
    if (bad.test(context())) {
      setters.add("pod");
    }
    List<String> containers = containersWith(bad);
    if (!containers.isEmpty()) {
      setters.add(named("container", containers));
    }
    return String.join(" and ", setters);
  }

  /** The values of a field, given from a security context by its path, that are so; in order. */
  TreeSet<String> values(Predicate<String> bad, String... path) {
    TreeSet<String> values = new TreeSet<>();
    List<JsonNode> contexts = new ArrayList<>(List.of(context()));
    containers().forEach(container -> contexts.add(container.path("securityContext")));
    for (JsonNode context : contexts) {
      String value = text(context, path);
      if (bad.test(value)) {
        values.add(value);
      }
    }
    return values;
  }

  static String text(JsonNode context, String... path) {
    JsonNode node = context;
    for (String step : path) {
      node = node.path(step);
    }
    return node.asString("");
  }

  boolean isForWindows() {
    return spec().path("os").path("name").asString("").equals("windows");
  }

  /** Whether root in the pod is nobody outside. */
  boolean hasOwnUsers() {
    return !spec().path("hostUsers").asBoolean(true);
  }

  /** {@code container "a"}, {@code containers "a", "b"}. */
  static String named(String what, List<String> names) {
    return what + (names.size() == 1 ? " " : "s ") + quoted(names);
  }

  static String quoted(Iterable<String> names) {
    List<String> quoted = new ArrayList<>();
    names.forEach(name -> quoted.add("\"" + name + "\""));
    return String.join(", ", quoted);
  }
}
