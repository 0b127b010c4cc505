package dev.trierarch.api.patch;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** JSON values as keys of maps: those that mean the same are equal, 1 and 1.0 too. */
final class JsonValues {

  /** What is not there; equal to nothing that is. */
  static final Object NOTHING = new Object();

  private static final Object NULL = new Object();

  private JsonValues() {}

  /** The value under a key; the item itself when the key is empty. */
  static Object of(JsonNode item, String key) {
    if (key.isEmpty()) {
      return of(item);
    }
    JsonNode value = item.get(key);
    return value == null ? NOTHING : of(value);
  }

  static Object of(JsonNode node) {
    return switch (node.getNodeType()) {
      case NUMBER -> node.decimalValue().stripTrailingZeros();
      case STRING -> node.stringValue();
      case BOOLEAN -> node.booleanValue();
      case ARRAY -> list(node);
      case OBJECT -> map(node);
      default -> NULL;
    };
  }

  private static List<Object> list(JsonNode array) {
    List<Object> list = new ArrayList<>(array.size());
    array.forEach(item -> list.add(of(item)));
    return list;
  }

  private static Map<String, Object> map(JsonNode object) {
    Map<String, Object> map = new HashMap<>();
    object.properties().forEach(field -> map.put(field.getKey(), of(field.getValue())));
    return map;
  }
}
