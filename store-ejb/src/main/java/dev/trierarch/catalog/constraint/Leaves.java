package dev.trierarch.catalog.constraint;

import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Quantity;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.IntNode;

/** Makes of a part of a tree the value that a property of a model class would have of it. */
final class Leaves {

  private static final JsonNode ZERO = IntNode.valueOf(0);

  private Leaves() {}

  /** Null where there is nothing, or nothing of that type; a model object stays a tree. */
  static Object value(Property property, JsonNode node) {
    if (property.type() == List.class) {
      return list(node, property.elementType());
    }
    if (property.type() == Map.class) {
      return map(node, property.elementType());
    }
    return value(property.isZero(node) ? ZERO : node, property.type());
  }

  private static Object value(JsonNode node, Class<?> type) {
    if (type == String.class) {
      return node.isString() ? node.stringValue() : null;
    }
    if (type == Integer.class || type == Long.class) {
      return node.isIntegralNumber() ? (Object) node.longValue() : null;
    }
    if (type == IntOrString.class) {
      return node.isString()
          ? new IntOrString(node.stringValue())
          : node.isInt() ? new IntOrString(node.intValue()) : null;
    }
    if (type == Quantity.class) {
      return node.isString() ? new Quantity(node.stringValue()) : null;
    }
    return node.isMissingNode() || node.isNull() ? null : node;
  }

  private static List<Object> list(JsonNode node, Class<?> elementType) {
    List<Object> list = new ArrayList<>();
    if (node.isArray()) {
      node.forEach(element -> list.add(value(element, elementType)));
    }
    return list;
  }

  private static Map<String, Object> map(JsonNode node, Class<?> elementType) {
    Map<String, Object> map = new LinkedHashMap<>();
    if (node.isObject()) {
      node.properties()
          .forEach(entry -> map.put(entry.getKey(), value(entry.getValue(), elementType)));
    }
    return map;
  }
}
