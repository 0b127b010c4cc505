package dev.trierarch.api.patch;

import dev.trierarch.schema.Schema.PatchStrategy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** How a strategic merge patch treats one list. */
final class ListMerge {

  private ListMerge() {}

  /**
   * The list after the patch.
   *
   * @param order the value of {@code $setElementOrder/…}, null when there is none
   */
  static ArrayNode merge(ArrayNode before, ArrayNode patch, ArrayNode order, MergeSchema schema) {
    if (!schema.hasStrategy(PatchStrategy.MERGE)) {
      return replaced(patch);
    }
    ArrayNode merged =
        schema
            .mergeKey()
            .map(key -> mergeByKey(before, patch, key, schema.item()))
            .orElseGet(() -> union(before, patch));
    return ordered(merged, before, order == null ? patch : order, schema);
  }

  private static ArrayNode replaced(ArrayNode patch) {
    ArrayNode list = array();
    for (JsonNode item : patch) {
      if (!(item instanceof ObjectNode map)) {
        list.add(item.deepCopy());
      } else if (!map.has(Directives.PATCH)) {
        list.add(StrategicMergePatch.withoutDirectives(map));
      }
    }
    return list;
  }

  private static ArrayNode union(ArrayNode before, ArrayNode patch) {
    Set<Object> seen = new HashSet<>();
    ArrayNode union = array();
    for (ArrayNode list : List.of(before, patch)) {
      for (JsonNode item : list) {
        if (seen.add(JsonValues.of(item))) {
          union.add(item.deepCopy());
        }
      }
    }
    return union;
  }

  /**
   * What is to go goes first; an item that says {@code replace} makes the others the whole list.
   */
  private static ArrayNode mergeByKey(
      ArrayNode before, ArrayNode patch, String key, MergeSchema schema) {
    KeyedItems merged = new KeyedItems(before, key);
    List<JsonNode> wanted = new ArrayList<>();
    boolean replaces = false;
    for (JsonNode item : patch) {
      if (!(item instanceof ObjectNode map) || !map.has(Directives.PATCH)) {
        wanted.add(item);
        continue;
      }
      switch (Directives.ofMap(map)) {
        case DELETE -> merged.remove(keyed(map, key).get(key));
        case REPLACE -> replaces = true;
        case MERGE ->
            throw PatchProblems.malformed("merging lists cannot yet be specified in the patch");
      }
    }
    if (replaces) {
      return replaced(patch);
    }
    wanted.forEach(item -> merged.merge(keyed(item, key), schema));
    return merged.toArray();
  }

  private static ObjectNode keyed(JsonNode item, String key) {
    if (item instanceof ObjectNode map && map.has(key)) {
      return map;
    }
    throw PatchProblems.malformed(
        "an item of a merged list does not contain its declared merge key: " + key);
  }

  /** The list less some plain values. */
  static ArrayNode without(ArrayNode list, ArrayNode values) {
    Set<Object> gone = places(values, "").keySet();
    ArrayNode rest = array();
    for (JsonNode item : list) {
      if (!gone.contains(JsonValues.of(item))) {
        rest.add(item);
      }
    }
    return rest;
  }

  /**
   * The items that {@code order} names in that order; the others, which the patch's author does not
   * know of, between them where they stood before. What is new so comes before what was there.
   */
  static ArrayNode ordered(ArrayNode list, ArrayNode before, ArrayNode order, MergeSchema schema) {
    String key = schema.mergeKey().orElse("");
    Map<Object, Integer> inList = places(list, key);
    Set<Integer> named = new LinkedHashSet<>();
    for (JsonNode wanted : order) {
      Integer index = inList.get(JsonValues.of(wanted, key));
      if (index != null) {
        named.add(index);
      }
    }
    Set<Object> inOrder = places(order, key).keySet();
    List<JsonNode> others = new ArrayList<>();
    for (JsonNode item : list) {
      if (!inOrder.contains(JsonValues.of(item, key))) {
        others.add(item);
      }
    }
    return interleaved(named.stream().map(list::get).toList(), others, places(before, key), key);
  }

  private static ArrayNode interleaved(
      List<JsonNode> named, List<JsonNode> others, Map<Object, Integer> before, String key) {
    ArrayNode result = array();
    int nextOther = 0;
    for (JsonNode item : named) {
      Integer place = before.get(JsonValues.of(item, key));
      while (nextOther < others.size()
          && standsBefore(before.get(JsonValues.of(others.get(nextOther), key)), place)) {
        result.add(others.get(nextOther++));
      }
      result.add(item);
    }
    others.subList(nextOther, others.size()).forEach(result::add);
    return result;
  }

  private static boolean standsBefore(Integer own, Integer place) {
    return own != null && place != null && own < place;
  }

  /** Where each value, or each value of the key, first stands. */
  private static Map<Object, Integer> places(ArrayNode list, String key) {
    Map<Object, Integer> places = new HashMap<>();
    for (int i = 0; i < list.size(); i++) {
      places.putIfAbsent(JsonValues.of(list.get(i), key), i);
    }
    places.remove(JsonValues.NOTHING);
    return places;
  }

  private static ArrayNode array() {
    return JsonNodeFactory.instance.arrayNode();
  }
}
