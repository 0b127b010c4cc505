package dev.trierarch.schema;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads an object by its schema, as upstream decodes into its types: a value of the wrong type is
 * refused, a field that the kind does not have is left out and reported, so is one that comes twice
 * (its last value counts), nulls are left out, quantities and times become canonical.
 *
 * <p>One instance reads one object.
 */
public final class StructuralDecoder {

  private static final int PROBLEMS_MAX = 100;

  /** Reads single values out of the middle of an object. */
  private static final ObjectMapper JSON =
      JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  /**
   * What was read.
   *
   * @param problems e.g. {@code unknown field "spec.foo"} and {@code duplicate field "spec.bar"},
   *     in the order they were met: Strict refuses them, Warn sends them as warnings
   */
  public record Decoded(ObjectNode object, List<String> problems) {

    /** The problems as strict decoding's one message. */
    public String strictMessage() {
      return "strict decoding error: " + String.join(", ", problems);
    }
  }

  private final JsonParser parser;
  private final List<String> problems = new ArrayList<>();

  private StructuralDecoder(JsonParser parser) {
    this.parser = parser;
  }

  /** Reads a JSON text; throws {@link DecodeException} when it is none or does not fit. */
  public static Decoded decode(byte[] json, Schema schema) {
    try (JsonParser parser = JSON.createParser(json)) {
      return decode(parser, schema);
    } catch (JacksonException e) {
      throw malformed(e);
    }
  }

  /** Reads a tree, the outcome of a patch for instance; the argument is left as it is. */
  public static Decoded decode(ObjectNode tree, Schema schema) {
    try (JsonParser parser = tree.traverse(ObjectReadContext.empty())) {
      return decode(parser, schema);
    }
  }

  /** Reads the object that the parser stands before, from JSON or YAML; nothing may follow it. */
  public static Decoded decode(JsonParser parser, Schema schema) {
    try {
      StructuralDecoder decoder = new StructuralDecoder(parser);
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new DecodeException(
            "json: cannot unmarshal %s into Go value of type %s"
                .formatted(decoder.found(), schema.goType()));
      }
      ObjectNode object = decoder.object(schema, Place.ROOT);
      if (parser.nextToken() != null) {
        throw new DecodeException("json: trailing data after the object");
      }
      return new Decoded(object, List.copyOf(decoder.problems));
    } catch (JacksonException e) {
      throw malformed(e);
    }
  }

  private static DecodeException malformed(JacksonException e) {
    return new DecodeException(
        "couldn't get version/kind; json parse error: " + MalformedText.problem(e), e);
  }

  /**
   * Where in the object the reader is.
   *
   * @param struct the named object that the field belongs to, as Go calls it
   * @param goPath fields only, as in Go's type errors: {@code spec.containers.image}
   * @param path as in field errors: {@code spec.containers[0].image}
   */
  private record Place(String struct, String goPath, String path) {
    static final Place ROOT = new Place("", "", "");

    Place field(Schema owner, String name) {
      return new Place(owner.goStruct(), join(goPath, name), join(path, name));
    }

    Place key(String name) {
      return new Place(struct, goPath, join(path, name));
    }

    Place index(int index) {
      return new Place(struct, goPath, path + "[" + index + "]");
    }

    private static String join(String left, String right) {
      return left.isEmpty() ? right : left + "." + right;
    }
  }

  private JsonNode value(Schema schema, Place place) {
    return switch (schema.type()) {
      case ANY -> free();
      case ARRAY -> array(schema, place);
      case OBJECT -> {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
          throw wrongType(schema, place, found());
        }
        yield schema.preservesUnknownFields() ? free() : object(schema, place);
      }
      case STRING -> NODES.stringNode(text(schema, place));
      case BOOLEAN -> bool(schema, place);
      case INTEGER -> integer(schema, place);
      case NUMBER -> number(schema, place);
      case INT_OR_STRING -> intOrString();
      case QUANTITY -> quantity(schema, place);
      case DATE_TIME -> NODES.stringNode(Times.seconds(text(schema, place)));
      case MICRO_TIME -> NODES.stringNode(Times.micros(text(schema, place)));
      case BYTES -> bytes(schema, place);
    };
  }

  private ObjectNode object(Schema schema, Place place) {
    ObjectNode object = NODES.objectNode();
    Set<String> seen = new HashSet<>();
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = WellFormed.text(parser.currentName());
      Schema child = schema.child(name).orElse(null);
      Place there = schema.isMap() ? place.key(name) : place.field(schema, name);
      parser.nextToken();
      if (child == null) {
        problem("unknown field", there);
        parser.skipChildren();
        continue;
      }
      if (!seen.add(name)) {
        problem("duplicate field", there);
      }
      if (parser.currentToken() != JsonToken.VALUE_NULL) {
        object.set(name, value(child, there));
      } else if (schema.isMap()) {
        object.set(name, zero(child));
      } else if (child.type() == Schema.Type.ANY) {
        object.set(name, NODES.nullNode());
      }
    }
    return object;
  }

  private ArrayNode array(Schema schema, Place place) {
    if (parser.currentToken() != JsonToken.START_ARRAY) {
      throw wrongType(schema, place, found());
    }
    ArrayNode array = NODES.arrayNode();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      array.add(
          parser.currentToken() == JsonToken.VALUE_NULL
              ? zero(schema.element())
              : value(schema.element(), place.index(array.size())));
    }
    return array;
  }

  /** What Go makes of a null where a value must be: its type's zero. */
  private static JsonNode zero(Schema schema) {
    return switch (schema.type()) {
      case STRING, BYTES -> NODES.stringNode("");
      case BOOLEAN -> NODES.booleanNode(false);
      case INTEGER, NUMBER, INT_OR_STRING -> NODES.numberNode(0);
      case QUANTITY -> NODES.stringNode("0");
      case ARRAY -> NODES.arrayNode();
      case OBJECT -> NODES.objectNode();
      case DATE_TIME, MICRO_TIME, ANY -> NODES.nullNode();
    };
  }

  private JsonNode free() {
    return WellFormed.tree(JSON.readTree(parser));
  }

  private String text(Schema schema, Place place) {
    if (parser.currentToken() != JsonToken.VALUE_STRING) {
      throw wrongType(schema, place, found());
    }
    return WellFormed.text(parser.getString());
  }

  private JsonNode bool(Schema schema, Place place) {
    return switch (parser.currentToken()) {
      case VALUE_TRUE -> NODES.booleanNode(true);
      case VALUE_FALSE -> NODES.booleanNode(false);
      default -> throw wrongType(schema, place, found());
    };
  }

  private JsonNode integer(Schema schema, Place place) {
    if (parser.currentToken() != JsonToken.VALUE_NUMBER_INT) {
      throw wrongType(schema, place, foundNumber());
    }
    if (!fitsInto(schema.bits())) {
      throw wrongType(schema, place, foundNumber());
    }
    return wholeNumber();
  }

  /** By the value, not by the node: a tree may hold a small number as a long. */
  private boolean fitsInto(int bits) {
    JsonParser.NumberType size = parser.getNumberType();
    if (size != JsonParser.NumberType.INT && size != JsonParser.NumberType.LONG) {
      return false;
    }
    return bits == Long.SIZE || isInt(parser.getLongValue());
  }

  private static boolean isInt(long value) {
    return value == (int) value;
  }

  private JsonNode wholeNumber() {
    long value = parser.getLongValue();
    return isInt(value) ? NODES.numberNode((int) value) : NODES.numberNode(value);
  }

  private JsonNode number(Schema schema, Place place) {
    if (!parser.currentToken().isNumeric()) {
      throw wrongType(schema, place, found());
    }
    return free();
  }

  private JsonNode intOrString() {
    if (parser.currentToken() == JsonToken.VALUE_STRING) {
      return NODES.stringNode(WellFormed.text(parser.getString()));
    }
    if (parser.currentToken() != JsonToken.VALUE_NUMBER_INT || !fitsInto(Integer.SIZE)) {
      throw new DecodeException(
          "json: cannot unmarshal " + foundNumber() + " into Go value of type int32");
    }
    return wholeNumber();
  }

  private JsonNode quantity(Schema schema, Place place) {
    JsonToken token = parser.currentToken();
    if (token != JsonToken.VALUE_STRING && !token.isNumeric()) {
      throw wrongType(schema, place, found());
    }
    String canonical =
        Quantities.canonical(parser.getString())
            .orElseThrow(() -> new DecodeException(Quantities.FORMAT_MESSAGE));
    return NODES.stringNode(canonical);
  }

  private JsonNode bytes(Schema schema, Place place) {
    String text = text(schema, place);
    int wrong = Base64Text.firstIllegalByte(text);
    if (wrong >= 0) {
      throw new DecodeException("illegal base64 data at input byte " + wrong);
    }
    return NODES.stringNode(text);
  }

  private void problem(String what, Place place) {
    if (problems.size() < PROBLEMS_MAX) {
      problems.add(what + " \"" + place.path() + "\"");
    }
  }

  private static DecodeException wrongType(Schema schema, Place place, String found) {
    return new DecodeException(
        "json: cannot unmarshal %s into Go struct field %s.%s of type %s"
            .formatted(found, place.struct(), place.goPath(), schema.goType()));
  }

  private String foundNumber() {
    return parser.currentToken().isNumeric() ? "number " + parser.getString() : found();
  }

  private String found() {
    JsonToken token = parser.currentToken();
    if (token == null) {
      return "nothing";
    }
    return switch (token) {
      case VALUE_STRING -> "string";
      case VALUE_TRUE, VALUE_FALSE -> "bool";
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> "number";
      case START_ARRAY -> "array";
      case START_OBJECT -> "object";
      default -> "null";
    };
  }
}
