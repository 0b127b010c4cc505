package dev.trierarch.registry;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Small steps on objects' JSON trees. */
public final class Trees {

  private static final Comparator<JsonNode> BY_VALUE = Trees::compareLeaves;

  private Trees() {}

  /** The text at a path of fields; empty when there is none. */
  public static String text(JsonNode object, String... path) {
    return at(object, path).asString("");
  }

  /** The node at a path of fields, or a missing node. */
  public static JsonNode at(JsonNode object, String... path) {
    JsonNode node = object;
    for (String field : path) {
      node = node.path(field);
    }
    return node;
  }

  /** The object's metadata, made when there is none. */
  public static ObjectNode metadata(ObjectNode object) {
    return child(object, "metadata");
  }

  /** The object in a field, made when there is none. */
  public static ObjectNode child(ObjectNode object, String field) {
    return object.get(field) instanceof ObjectNode child ? child : object.putObject(field);
  }

  /** A map of texts in a field, e.g. labels. */
  public static Map<String, String> texts(JsonNode map) {
    Map<String, String> texts = new HashMap<>();
    map.properties().forEach(e -> texts.put(e.getKey(), e.getValue().asString("")));
    return texts;
  }

  /** Gives {@code object} the field as {@code from} has it, or takes it away. */
  public static void copyField(JsonNode from, ObjectNode object, String field) {
    JsonNode value = from.get(field);
    if (value == null) {
      object.remove(field);
    } else {
      object.set(field, value.deepCopy());
    }
  }

  /** Equal as JSON: the order of fields and the Java type of numbers do not count. */
  public static boolean same(JsonNode one, JsonNode other) {
    return one.equals(BY_VALUE, other);
  }

  /**
   * Takes away what says nothing: fields that are null, and lists that are empty. Upstream's
   * storage does not tell them from absent ones either.
   */
  public static void tidy(JsonNode node) {
    if (node instanceof ObjectNode object) {
      for (String field : List.copyOf(object.propertyNames())) {
        JsonNode value = object.get(field);
        if (value.isNull() || (value.isArray() && value.isEmpty())) {
          object.remove(field);
        } else {
          tidy(value);
        }
      }
    } else {
      node.forEach(Trees::tidy);
    }
  }

  private static int compareLeaves(JsonNode one, JsonNode other) {
    if (one.isNumber() && other.isNumber()) {
      return one.decimalValue().compareTo(other.decimalValue());
    }
    return one.equals(other) ? 0 : 1;
  }
}
