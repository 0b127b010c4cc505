package dev.trierarch.catalog;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Fills fields of trees that are not set; leaves alone what does not have the expected shape. */
public final class Defaults {

  private Defaults() {}

  /** Sets a field to a text unless it has a value. */
  public static void text(ObjectNode object, String field, String value) {
    if (isAbsent(object, field) || object.get(field).asString("x").isEmpty()) {
      object.put(field, value);
    }
  }

  /** Sets a field to a number unless it has a value. */
  public static void number(ObjectNode object, String field, int value) {
    if (isAbsent(object, field)) {
      object.put(field, value);
    }
  }

  /** Sets a field to a number unless it has one, and not zero. */
  public static void notZero(ObjectNode object, String field, int value) {
    if (isAbsent(object, field)
        || (object.get(field).isInt() && object.get(field).intValue() == 0)) {
      object.put(field, value);
    }
  }

  /** Sets a field to a truth value unless it has one. */
  public static void bool(ObjectNode object, String field, boolean value) {
    if (isAbsent(object, field)) {
      object.put(field, value);
    }
  }

  /** Sets a field to a copy of a tree unless it has a value. */
  public static void tree(ObjectNode object, String field, JsonNode value) {
    if (isAbsent(object, field)) {
      object.set(field, value.deepCopy());
    }
  }

  /** A field that is an object; made when it is absent. */
  public static ObjectNode child(ObjectNode object, String field) {
    if (isAbsent(object, field)) {
      return object.putObject(field);
    }
    // An object of nobody: what is not an object is validation's to refuse.
    return object.get(field) instanceof ObjectNode child ? child : object.objectNode();
  }

  /** A field that is an object, by its path from an object; empty when there is none. */
  public static Optional<ObjectNode> find(ObjectNode object, String... path) {
    JsonNode node = object;
    for (String name : path) {
      node = node.path(name);
    }
    return node instanceof ObjectNode found ? Optional.of(found) : Optional.empty();
  }

  /** The objects in a list field. */
  public static List<ObjectNode> each(ObjectNode object, String field) {
    List<ObjectNode> all = new ArrayList<>();
    for (JsonNode element : object.path(field)) {
      if (element instanceof ObjectNode child) {
        all.add(child);
      }
    }
    return all;
  }

  public static boolean isAbsent(ObjectNode object, String field) {
    JsonNode value = object.get(field);
    return value == null || value.isNull();
  }
}
