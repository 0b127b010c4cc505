package dev.trierarch.api.patch;

import dev.trierarch.schema.Schema.PatchStrategy;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
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
  static ArrayNode merge(ArrayNode before, ArrayNode patch, JsonNode order, MergeSchema schema) {
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
    ArrayNode union = array();
    before.forEach(item -> addIfNew(union, item));
    patch.forEach(item -> addIfNew(union, item));
    return union;
  }

  private static void addIfNew(ArrayNode list, JsonNode item) {
    if (indexOf(list, item, "") < 0) {
      list.add(item.deepCopy());
    }
  }

  private static ArrayNode mergeByKey(
      ArrayNode before, ArrayNode patch, String key, MergeSchema schema) {
    if (replacesWhole(patch)) {
      return replaced(patch);
    }
    ArrayNode merged = before.deepCopy();
    for (JsonNode item : patch) {
      ObjectNode wanted = keyed(item, key);
      int index = indexOf(merged, wanted, key);
      if (Directives.ofMap(wanted) == Directives.Action.DELETE) {
        removeAll(merged, wanted, key);
      } else if (index < 0) {
        merged.add(StrategicMergePatch.withoutDirectives(wanted));
      } else {
        merged.set(
            index, StrategicMergePatch.mergeMap((ObjectNode) merged.get(index), wanted, schema));
      }
    }
    return merged;
  }

  /** An item that is nothing but {@code $patch: replace} makes the others the whole list. */
  private static boolean replacesWhole(ArrayNode patch) {
    for (JsonNode item : patch) {
      boolean alone =
          item instanceof ObjectNode map && map.size() == 1 && map.has(Directives.PATCH);
      if (alone && Directives.ofMap((ObjectNode) item) == Directives.Action.REPLACE) {
        return true;
      }
    }
    return false;
  }

  private static ObjectNode keyed(JsonNode item, String key) {
    if (item instanceof ObjectNode map && map.has(key)) {
      return map;
    }
    throw PatchProblems.malformed(
        "an item of a merged list does not contain its declared merge key: " + key);
  }

  private static void removeAll(ArrayNode list, JsonNode like, String key) {
    for (int index = indexOf(list, like, key); index >= 0; index = indexOf(list, like, key)) {
      list.remove(index);
    }
  }

  /** The list less some plain values. */
  static ArrayNode without(ArrayNode list, JsonNode values) {
    ArrayNode rest = array();
    for (JsonNode item : list) {
      if (indexOf(values, item, "") < 0) {
        rest.add(item);
      }
    }
    return rest;
  }

  /**
   * The items that {@code order} names in that order; the others, which the patch's author does not
   * know of, between them where they stood before. What is new so comes before what was there.
   */
  static ArrayNode ordered(ArrayNode list, ArrayNode before, JsonNode order, MergeSchema schema) {
    String key = schema.mergeKey().orElse("");
    Set<Integer> named = new LinkedHashSet<>();
    for (JsonNode wanted : order) {
      int index = indexOf(list, wanted, key);
      if (index >= 0) {
        named.add(index);
      }
    }
    List<JsonNode> others = new ArrayList<>();
    for (JsonNode item : list) {
      if (indexOf(order, item, key) < 0) {
        others.add(item);
      }
    }
    return interleaved(named.stream().map(list::get).toList(), others, before, key);
  }

  private static ArrayNode interleaved(
      List<JsonNode> named, List<JsonNode> others, ArrayNode before, String key) {
    ArrayNode result = array();
    int nextOther = 0;
    for (JsonNode item : named) {
      int place = indexOf(before, item, key);
      while (nextOther < others.size() && standsBefore(others.get(nextOther), place, before, key)) {
        result.add(others.get(nextOther++));
      }
      result.add(item);
    }
    others.subList(nextOther, others.size()).forEach(result::add);
    return result;
  }

  private static boolean standsBefore(JsonNode item, int place, ArrayNode before, String key) {
    int own = indexOf(before, item, key);
    return own >= 0 && place >= 0 && own < place;
  }

  /** Where an item with the same key, or without a key the same value, stands; -1 for nowhere. */
  private static int indexOf(JsonNode list, JsonNode like, String key) {
    JsonNode wanted = key.isEmpty() ? like : like.get(key);
    for (int i = 0; wanted != null && i < list.size(); i++) {
      JsonNode actual = key.isEmpty() ? list.get(i) : list.get(i).get(key);
      if (actual != null && JsonEquality.same(actual, wanted)) {
        return i;
      }
    }
    return -1;
  }

  private static ArrayNode array() {
    return JsonNodeFactory.instance.arrayNode();
  }
}
