package dev.trierarch.api.patch;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A list that is merged by a key; each item is found at once, however long the list is. */
final class KeyedItems {

  private final String key;

  /** Null where an item was removed. */
  private final List<JsonNode> items = new ArrayList<>();

  /** Where the items with a key's value stand; usually one. */
  private final Map<Object, List<Integer>> places = new HashMap<>();

  KeyedItems(ArrayNode before, String key) {
    this.key = key;
    before.forEach(item -> add(item.deepCopy()));
  }

  private void add(JsonNode item) {
    Object value = JsonValues.of(item, key);
    if (value != JsonValues.NOTHING) {
      places.computeIfAbsent(value, each -> new ArrayList<>(1)).add(items.size());
    }
    items.add(item);
  }

  /** Merges into the first item with this key's value, or appends. */
  void merge(ObjectNode wanted, MergeSchema schema) {
    List<Integer> there = places.get(JsonValues.of(wanted, key));
    if (there == null) {
      add(StrategicMergePatch.withoutDirectives(wanted));
    } else {
      int index = there.get(0);
      items.set(index, StrategicMergePatch.mergeMap((ObjectNode) items.get(index), wanted, schema));
    }
  }

  /** Removes all items with this value of the key. */
  void remove(JsonNode value) {
    List<Integer> there = places.remove(JsonValues.of(value));
    if (there != null) {
      there.forEach(index -> items.set(index, null));
    }
  }

  ArrayNode toArray() {
    ArrayNode list = JsonNodeFactory.instance.arrayNode();
    for (JsonNode item : items) {
      if (item != null) {
        list.add(item);
      }
    }
    return list;
  }
}
