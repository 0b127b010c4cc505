package dev.trierarch.api.protobuf;

import dev.trierarch.api.protobuf.MessageTable.Field;
import dev.trierarch.registry.ApiErrors;
import java.nio.ByteBuffer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Turns an object in Kubernetes' protobuf encoding into the tree that its JSON would be.
 *
 * <p>The bytes are the magic {@code k8s\0} and an envelope that names apiVersion and kind and holds
 * the message.
 */
public final class ProtobufReader {

  public static final String MEDIA_TYPE = "application/vnd.kubernetes.protobuf";

  static final byte[] MAGIC = {'k', '8', 's', 0};
  private static final int ENVELOPE_TYPE = 1;
  private static final int ENVELOPE_CONTENT = 2;
  private static final int DEPTH_MAX = 100;

  private final MessageTable table = MessageTable.builtIn();

  /**
   * @throws dev.trierarch.registry.ApiException 400 when the bytes are no such object
   */
  public static ObjectNode read(byte[] bytes) {
    try {
      return new ProtobufReader().object(bytes);
    } catch (Wire.MalformedException e) {
      throw ApiErrors.badRequest("the body is no well-formed protobuf: " + e.getMessage());
    }
  }

  private ObjectNode object(byte[] bytes) {
    if (bytes.length < MAGIC.length
        || java.util.Arrays.mismatch(bytes, 0, MAGIC.length, MAGIC, 0, MAGIC.length) >= 0) {
      throw ApiErrors.badRequest(
          "the provided data does not appear to be a protobuf message, expected prefix 6b 38 73 00");
    }
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    ByteBuffer content = ByteBuffer.allocate(0);
    Wire envelope = new Wire(ByteBuffer.wrap(bytes, MAGIC.length, bytes.length - MAGIC.length));
    while (envelope.next()) {
      if (envelope.number() == ENVELOPE_TYPE) {
        readType(envelope.content(), object);
      } else if (envelope.number() == ENVELOPE_CONTENT) {
        content = envelope.content();
      }
    }
    fill(object, content);
    return object;
  }

  private static void readType(ByteBuffer content, ObjectNode object) {
    Wire type = new Wire(content);
    while (type.next()) {
      switch (type.number()) {
        case 1 -> object.put("apiVersion", type.text());
        case 2 -> object.put("kind", type.text());
        default -> throw new Wire.MalformedException("the envelope's type has unknown fields");
      }
    }
  }

  private void fill(ObjectNode object, ByteBuffer content) {
    String apiVersion = object.path("apiVersion").asString("");
    String kind = object.path("kind").asString("");
    String message = MessageNames.of(apiVersion, kind);
    if (!table.has(message)) {
      throw ApiErrors.badRequest(
          "no kind \"" + kind + "\" is registered for version \"" + apiVersion + "\"");
    }
    fields(message, content, object, 0);
  }

  private void fields(String message, ByteBuffer content, ObjectNode into, int depth) {
    if (depth > DEPTH_MAX) {
      throw new Wire.MalformedException("messages are nested too deep");
    }
    Wire wire = new Wire(content);
    while (wire.next()) {
      Field field = table.field(message, wire.number());
      if (field != null) {
        add(field, wire, into, depth);
      }
    }
  }

  private void add(Field field, Wire wire, ObjectNode into, int depth) {
    switch (field.shape()) {
      case LIST -> into.withArray(field.name()).add(value(field, wire, depth));
      case MAP -> addEntry(field, wire, into, depth);
      case INLINE -> fields(field.type(), wire.content(), into, depth + 1);
      case SINGLE -> {
        JsonNode value = value(field, wire, depth);
        boolean plain = !field.zeroSaid() && !table.has(field.type());
        if (!value.isNull() && !(plain && isZero(value))) {
          into.set(field.name(), value);
        }
      }
    }
  }

  /** Go writes a plain field into protobuf even when it is zero, where JSON leaves it out. */
  private static boolean isZero(JsonNode value) {
    return (value.isString() && value.stringValue().isEmpty())
        || (value.isNumber() && value.doubleValue() == 0)
        || (value.isBoolean() && !value.booleanValue());
  }

  private void addEntry(Field field, Wire wire, ObjectNode into, int depth) {
    String key = "";
    JsonNode value = null;
    Wire entry = new Wire(wire.content());
    while (entry.next()) {
      if (entry.number() == 1) {
        key = entry.text();
      } else if (entry.number() == 2) {
        value = value(field, entry, depth);
      }
    }
    into.withObjectProperty(field.name()).set(key, value == null ? empty(field) : value);
  }

  /** A map's value that was left out, being zero. */
  private JsonNode empty(Field field) {
    return table.has(field.type())
        ? JsonNodeFactory.instance.objectNode()
        : JsonNodeFactory.instance.stringNode("");
  }

  private JsonNode value(Field field, Wire wire, int depth) {
    JsonNodeFactory nodes = JsonNodeFactory.instance;
    return switch (field.type()) {
      case "string" -> nodes.stringNode(wire.text());
      case "bytes" ->
          nodes.stringNode(java.util.Base64.getEncoder().encodeToString(wire.contentBytes()));
      case "bool" -> nodes.booleanNode(wire.integer() != 0);
      case "integer" -> integer(nodes, wire.integer());
      case "double" -> nodes.numberNode(wire.fraction());
      default -> message(field.type(), wire, depth);
    };
  }

  /** The node that reading the same number from JSON makes. */
  private static JsonNode integer(JsonNodeFactory nodes, long value) {
    return value == (int) value ? nodes.numberNode((int) value) : nodes.numberNode(value);
  }

  private JsonNode message(String type, Wire wire, int depth) {
    SpecialMessage special = SpecialMessage.of(type);
    if (special != null) {
      return special.read(wire.content());
    }
    if (SchemaUnions.isUnion(type)) {
      return union(type, wire.content(), depth);
    }
    ObjectNode nested = JsonNodeFactory.instance.objectNode();
    fields(type, wire.content(), nested, depth + 1);
    return SpecialMessage.isListWrapper(type) ? items(nested) : nested;
  }

  private static ArrayNode items(ObjectNode wrapper) {
    return wrapper.path("items") instanceof ArrayNode items
        ? items
        : JsonNodeFactory.instance.arrayNode();
  }

  private JsonNode union(String type, ByteBuffer content, int depth) {
    ObjectNode alternatives = JsonNodeFactory.instance.objectNode();
    fields(type, content, alternatives, depth + 1);
    return SchemaUnions.toJson(type, alternatives);
  }
}
