package dev.trierarch.api.patch;

import dev.trierarch.schema.Schema.PatchStrategy;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Strategic merge patch: a merge patch that merges lists by their items' keys, as the schema says,
 * and that may carry directives ({@code $patch}, {@code $retainKeys}, {@code
 * $deleteFromPrimitiveList/…}, {@code $setElementOrder/…}).
 */
public final class StrategicMergePatch {

  private StrategicMergePatch() {}

  /** Changes {@code target} and returns the result. */
  public static ObjectNode apply(ObjectNode target, ObjectNode patch, MergeSchema schema) {
    return mergeMap(target, patch, schema);
  }

  static ObjectNode mergeMap(ObjectNode target, ObjectNode patch, MergeSchema schema) {
    switch (Directives.ofMap(patch)) {
      case REPLACE -> {
        return withoutDirectives(patch);
      }
      case DELETE -> {
        return JsonNodeFactory.instance.objectNode();
      }
      case MERGE -> retainKeys(target, patch);
    }
    for (Map.Entry<String, JsonNode> field : patch.properties()) {
      if (!Directives.isDirective(field.getKey())) {
        mergeField(target, field.getKey(), field.getValue(), patch, schema.field(field.getKey()));
      }
    }
    deleteAndReorderLists(target, patch, schema);
    return target;
  }

  private static void mergeField(
      ObjectNode target, String name, JsonNode wanted, ObjectNode patch, MergeSchema schema) {
    JsonNode there = target.get(name);
    if (wanted.isNull()) {
      target.remove(name);
    } else if (wanted instanceof ObjectNode map) {
      boolean merge = there instanceof ObjectNode && !schema.hasStrategy(PatchStrategy.REPLACE);
      target.set(name, merge ? mergeMap((ObjectNode) there, map, schema) : withoutDirectives(map));
    } else if (wanted instanceof ArrayNode list) {
      ArrayNode before =
          there instanceof ArrayNode array ? array : JsonNodeFactory.instance.arrayNode();
      target.set(
          name,
          ListMerge.merge(
              before, list, Directives.list(patch, Directives.SET_ORDER + name), schema));
    } else {
      target.set(name, wanted.deepCopy());
    }
  }

  /** What directives say of lists that the patch itself does not carry. */
  private static void deleteAndReorderLists(
      ObjectNode target, ObjectNode patch, MergeSchema schema) {
    for (Map.Entry<String, JsonNode> field : patch.properties()) {
      String key = field.getKey();
      if (key.startsWith(Directives.DELETE_FROM_LIST)) {
        String name = key.substring(Directives.DELETE_FROM_LIST.length());
        if (target.get(name) instanceof ArrayNode list) {
          target.set(name, ListMerge.without(list, Directives.list(patch, key)));
        }
      }
      if (key.startsWith(Directives.SET_ORDER)) {
        String name = key.substring(Directives.SET_ORDER.length());
        if (target.get(name) instanceof ArrayNode list && !(patch.get(name) instanceof ArrayNode)) {
          target.set(
              name, ListMerge.ordered(list, list, Directives.list(patch, key), schema.field(name)));
        }
      }
    }
  }

  /**
   * Removes the fields that are not among those to retain; the patch may only name retained ones.
   */
  private static void retainKeys(ObjectNode target, ObjectNode patch) {
    ArrayNode keys = Directives.list(patch, Directives.RETAIN_KEYS);
    if (keys == null) {
      return;
    }
    Set<String> retained = new HashSet<>();
    for (JsonNode key : keys) {
      retained.add(key.asString(""));
    }
    for (Map.Entry<String, JsonNode> field : patch.properties()) {
      boolean sets = !Directives.isDirective(field.getKey()) && !field.getValue().isNull();
      if (sets && !retained.contains(field.getKey())) {
        throw PatchProblems.malformed(
            "$retainKeys does not name the field \"" + field.getKey() + "\" that the patch sets");
      }
    }
    for (String field : java.util.List.copyOf(target.propertyNames())) {
      if (!retained.contains(field)) {
        target.remove(field);
      }
    }
  }

  /** A value that has nothing to be merged with: itself, less directives and nulls. */
  static ObjectNode withoutDirectives(ObjectNode patch) {
    ObjectNode plain = JsonNodeFactory.instance.objectNode();
    for (Map.Entry<String, JsonNode> field : patch.properties()) {
      if (!Directives.isDirective(field.getKey()) && !field.getValue().isNull()) {
        plain.set(field.getKey(), withoutDirectives(field.getValue()));
      }
    }
    return plain;
  }

  private static JsonNode withoutDirectives(JsonNode value) {
    if (value instanceof ObjectNode map) {
      return withoutDirectives(map);
    }
    if (value instanceof ArrayNode list) {
      ArrayNode plain = JsonNodeFactory.instance.arrayNode();
      for (JsonNode item : list) {
        if (!(item instanceof ObjectNode map) || !map.has(Directives.PATCH)) {
          plain.add(withoutDirectives(item));
        }
      }
      return plain;
    }
    return value.deepCopy();
  }
}
