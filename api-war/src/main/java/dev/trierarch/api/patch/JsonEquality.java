package dev.trierarch.api.patch;

import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Whether two trees say the same: numbers by value, maps in any order. */
final class JsonEquality {

  private JsonEquality() {}

  static boolean same(JsonNode one, JsonNode other) {
    if (one.isNumber() && other.isNumber()) {
      return one.decimalValue().compareTo(other.decimalValue()) == 0;
    }
    if (one.isObject() && other.isObject()) {
      return sameFields(one, other);
    }
    if (one.isArray() && other.isArray()) {
      return sameItems(one, other);
    }
    return one.equals(other);
  }

  private static boolean sameFields(JsonNode one, JsonNode other) {
    if (one.size() != other.size()) {
      return false;
    }
    for (Map.Entry<String, JsonNode> field : one.properties()) {
      JsonNode counterpart = other.get(field.getKey());
      if (counterpart == null || !same(field.getValue(), counterpart)) {
        return false;
      }
    }
    return true;
  }

  private static boolean sameItems(JsonNode one, JsonNode other) {
    if (one.size() != other.size()) {
      return false;
    }
    for (int i = 0; i < one.size(); i++) {
      if (!same(one.get(i), other.get(i))) {
        return false;
      }
    }
    return true;
  }
}
