package dev.trierarch.api.resource;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Builds a tree from JSON or YAML and notices fields that stand twice, which trees cannot hold. */
final class TreeReader {

  /**
   * @param duplicates paths of fields that were given more than once; the last one counts
   */
  record Parsed(JsonNode root, List<String> duplicates) {

    /** The duplicates in upstream's words. */
    List<String> problems() {
      return duplicates.stream().map(path -> "duplicate field \"" + path + "\"").toList();
    }
  }

  private static final int DUPLICATES_MAX = 100;

  private final JsonParser parser;
  private final List<String> duplicates = new ArrayList<>();

  private TreeReader(JsonParser parser) {
    this.parser = parser;
  }

  /** Reads exactly one value. */
  static Parsed read(JsonParser parser) {
    try (parser) {
      TreeReader reader = new TreeReader(parser);
      JsonToken first = parser.nextToken();
      if (first == null) {
        throw new StreamReadException(parser, "unexpected end of JSON input");
      }
      JsonNode root = reader.value(first, "");
      if (parser.nextToken() != null) {
        throw new StreamReadException(parser, "invalid character after top-level value");
      }
      return new Parsed(root, reader.duplicates);
    }
  }

  private JsonNode value(JsonToken token, String path) {
    JsonNodeFactory nodes = JsonNodeFactory.instance;
    return switch (token) {
      case START_OBJECT -> object(path);
      case START_ARRAY -> array(path);
      case VALUE_STRING -> nodes.stringNode(parser.getString());
      case VALUE_TRUE -> nodes.booleanNode(true);
      case VALUE_FALSE -> nodes.booleanNode(false);
      case VALUE_NULL -> nodes.nullNode();
      case VALUE_NUMBER_INT -> integer(nodes);
      case VALUE_NUMBER_FLOAT -> nodes.numberNode(fraction());
      default -> throw new StreamReadException(parser, "unexpected " + token);
    };
  }

  private JsonNode integer(JsonNodeFactory nodes) {
    return switch (parser.getNumberType()) {
      case INT -> nodes.numberNode(parser.getIntValue());
      case LONG -> nodes.numberNode(parser.getLongValue());
      default -> nodes.numberNode(parser.getBigIntegerValue());
    };
  }

  private double fraction() {
    double value = parser.getDoubleValue();
    if (!Double.isFinite(value)) {
      throw new StreamReadException(parser, "number out of range: " + parser.getString());
    }
    return value;
  }

  private ObjectNode object(String path) {
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = parser.currentName();
      String field = path.isEmpty() ? name : path + "." + name;
      if (object.has(name) && duplicates.size() < DUPLICATES_MAX) {
        duplicates.add(field);
      }
      object.set(name, value(parser.nextToken(), field));
    }
    return object;
  }

  private ArrayNode array(String path) {
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    for (JsonToken next = parser.nextToken();
        next != JsonToken.END_ARRAY;
        next = parser.nextToken()) {
      array.add(value(next, path + "[" + array.size() + "]"));
    }
    return array;
  }
}
