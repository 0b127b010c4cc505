package dev.trierarch.registry.apply;

import dev.trierarch.schema.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A set of fields of an object, as a tree of {@link PathElement}s. A field may be in the set and
 * have fields below it in the set too, each on its own.
 *
 * <p>Example: {@code .spec.replicas} and {@code .metadata.labels} with its {@code app} are written
 * {@code {"f:metadata":{"f:labels":{".":{},"f:app":{}}},"f:spec":{"f:replicas":{}}}}.
 */
final class FieldSet {

  private static final String SELF = ".";

  /** One step: whether the field there is in the set, and what is below it. */
  private static final class Node {
    boolean member;
    FieldSet below = new FieldSet();

    boolean isEmpty() {
      return !member && below.isEmpty();
    }
  }

  private final SortedMap<String, Node> nodes = new TreeMap<>();

  /** Adds a field; the fields above it are not added. The empty path is nothing to own. */
  void insert(List<String> path) {
    if (path.isEmpty()) {
      return;
    }
    FieldSet set = this;
    for (String element : path.subList(0, path.size() - 1)) {
      set = set.node(element).below;
    }
    set.node(path.get(path.size() - 1)).member = true;
  }

  private Node node(String element) {
    return nodes.computeIfAbsent(element, e -> new Node());
  }

  boolean isEmpty() {
    return nodes.values().stream().allMatch(Node::isEmpty);
  }

  boolean has(List<String> path) {
    FieldSet set = this;
    for (String element : path.subList(0, path.size() - 1)) {
      set = set.below(element);
    }
    return set.hasMember(path.get(path.size() - 1));
  }

  boolean hasMember(String element) {
    Node node = nodes.get(element);
    return node != null && node.member;
  }

  /** The fields below one step; empty when there are none. */
  FieldSet below(String element) {
    Node node = nodes.get(element);
    return node == null ? new FieldSet() : node.below;
  }

  FieldSet union(FieldSet other) {
    FieldSet union = copy();
    other.nodes.forEach(
        (element, node) -> {
          Node there = union.node(element);
          there.member |= node.member;
          there.below = there.below.union(node.below);
        });
    return union;
  }

  FieldSet intersection(FieldSet other) {
    FieldSet intersection = new FieldSet();
    nodes.forEach(
        (element, node) -> {
          Node there = other.nodes.get(element);
          if (there != null) {
            intersection.put(
                element, node.member && there.member, node.below.intersection(there.below));
          }
        });
    return intersection;
  }

  /** The fields of this set that are not in the other, each field on its own. */
  FieldSet difference(FieldSet other) {
    FieldSet difference = new FieldSet();
    nodes.forEach(
        (element, node) ->
            difference.put(
                element,
                node.member && !other.hasMember(element),
                node.below.difference(other.below(element))));
    return difference;
  }

  /** This set, and in it every named field that has fields of the set below it. */
  FieldSet withNamedParents(Schema schema) {
    FieldSet complete = new FieldSet();
    nodes.forEach(
        (element, node) -> {
          Schema child = child(schema, element);
          boolean named =
              schema != null
                  && element.startsWith("f:")
                  && schema.property(element.substring(2)).isPresent();
          complete.put(
              element,
              node.member || (named && !node.below.isEmpty()),
              node.below.withNamedParents(child));
        });
    return complete;
  }

  private static Schema child(Schema schema, String element) {
    if (schema == null) {
      return null;
    }
    return element.startsWith("f:")
        ? schema.child(element.substring(2)).orElse(null)
        : schema.element();
  }

  /** All fields, each as the steps that lead to it. */
  List<List<String>> paths() {
    List<List<String>> paths = new ArrayList<>();
    collect(new ArrayList<>(), paths);
    return paths;
  }

  private void collect(List<String> prefix, List<List<String>> paths) {
    nodes.forEach(
        (element, node) -> {
          prefix.add(element);
          if (node.member) {
            paths.add(List.copyOf(prefix));
          }
          node.below.collect(prefix, paths);
          prefix.remove(prefix.size() - 1);
        });
  }

  /** Whether all keys in a {@code fieldsV1} can be read; those of a kind unknown here count. */
  static boolean isWellFormed(JsonNode fieldsV1) {
    return fieldsV1.properties().stream()
        .allMatch(
            field -> PathElement.isWellFormed(field.getKey()) && isWellFormed(field.getValue()));
  }

  /** From the {@code fieldsV1} of a managedFields entry, less what is of a kind unknown here. */
  static FieldSet fromJson(JsonNode fieldsV1) {
    FieldSet set = new FieldSet();
    for (Map.Entry<String, JsonNode> field : fieldsV1.properties()) {
      if (PathElement.isKnown(field.getKey())) {
        JsonNode content = field.getValue();
        boolean member = content.isEmpty() || content.has(SELF);
        set.put(field.getKey(), member, fromJson(content));
      }
    }
    return set;
  }

  /** As {@code fieldsV1}. */
  ObjectNode toJson() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    nodes.forEach(
        (element, node) -> {
          ObjectNode content = node.below.toJson();
          if (node.member && !content.isEmpty()) {
            ObjectNode withSelf = JsonNodeFactory.instance.objectNode();
            withSelf.putObject(SELF);
            content.properties().forEach(e -> withSelf.set(e.getKey(), e.getValue()));
            content = withSelf;
          }
          if (node.member || !content.isEmpty()) {
            json.set(element, content);
          }
        });
    return json;
  }

  private void put(String element, boolean member, FieldSet below) {
    if (member || !below.isEmpty()) {
      Node node = new Node();
      node.member = member;
      node.below = below;
      nodes.put(element, node);
    }
  }

  private FieldSet copy() {
    FieldSet copy = new FieldSet();
    nodes.forEach((element, node) -> copy.put(element, node.member, node.below.copy()));
    return copy;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof FieldSet set && toJson().equals(set.toJson());
  }

  @Override
  public int hashCode() {
    return toJson().hashCode();
  }

  @Override
  public String toString() {
    return toJson().toString();
  }
}
