package dev.trierarch.registry.apply;

import dev.trierarch.schema.Schema;
import dev.trierarch.schema.Schema.ListType;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** How a value is taken apart: as a whole, by its fields, or by its elements. */
final class Shapes {

  /** What a value is to server-side apply. */
  enum Shape {
    /** Owned and replaced as one. */
    LEAF,
    /** By named fields or map keys. */
    FIELDS,
    /** By the elements of a set or a keyed list. */
    ITEMS
  }

  private Shapes() {}

  static Shape of(Schema schema, JsonNode value) {
    if (schema == null) {
      return Shape.LEAF;
    }
    if (schema.type() == Schema.Type.OBJECT && value.isObject()) {
      boolean whole = schema.atomicMap() || schema.preservesUnknownFields();
      return whole ? Shape.LEAF : Shape.FIELDS;
    }
    if (schema.type() == Schema.Type.ARRAY && value.isArray()) {
      return schema.listType() == ListType.ATOMIC ? Shape.LEAF : Shape.ITEMS;
    }
    return Shape.LEAF;
  }

  /** The elements of a list by their steps, in the list's order; of equal ones the first. */
  static Map<String, JsonNode> items(Schema list, JsonNode items) {
    Map<String, JsonNode> byElement = new LinkedHashMap<>();
    for (JsonNode item : items) {
      byElement.putIfAbsent(PathElement.item(list, item), item);
    }
    return byElement;
  }

  static Schema field(Schema object, String name) {
    return object.child(name).orElse(null);
  }
}
