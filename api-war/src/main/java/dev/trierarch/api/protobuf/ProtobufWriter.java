package dev.trierarch.api.protobuf;

import dev.trierarch.api.protobuf.MessageTable.Field;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Turns the tree of an object into Kubernetes' protobuf encoding: the magic {@code k8s\0} and an
 * envelope that names apiVersion and kind and holds the message. Fields stand in the order of their
 * numbers and entries of maps in the order of their keys, so that equal objects are equal bytes.
 */
public final class ProtobufWriter {

  private static final int ENVELOPE_TYPE = 1;
  private static final int ENVELOPE_CONTENT = 2;

  private final MessageTable table = MessageTable.builtIn();
  private final BackwardWire wire = new BackwardWire();

  private ProtobufWriter() {}

  /** Whether there is a message for a kind: for all of Kubernetes' own. */
  public static boolean serves(String apiVersion, String kind) {
    return MessageTable.builtIn().has(MessageNames.of(apiVersion, kind));
  }

  /** An object as it is sent alone. */
  public static byte[] object(ObjectNode object) {
    String apiVersion = object.path("apiVersion").asString("");
    String kind = object.path("kind").asString("");
    ProtobufWriter writer = new ProtobufWriter();
    writer.fields(MessageNames.of(apiVersion, kind), object);
    int messageBytes = writer.wire.length();
    writer.wire.raw(envelopeHead(apiVersion, kind, messageBytes));
    return writer.wire.toBytes();
  }

  /** The bare message of an object of a kind, as it stands in a list. */
  public static byte[] message(String apiVersion, String kind, ObjectNode object) {
    ProtobufWriter writer = new ProtobufWriter();
    writer.fields(MessageNames.of(apiVersion, kind), object);
    return writer.wire.toBytes();
  }

  /** What stands before a message of that length to make it an object that is sent alone. */
  public static byte[] envelopeHead(String apiVersion, String kind, long messageBytes) {
    BackwardWire head = new BackwardWire();
    head.messageHead(ENVELOPE_CONTENT, messageBytes);
    int before = head.length();
    head.text(2, kind);
    head.text(1, apiVersion);
    head.messageHead(ENVELOPE_TYPE, head.length() - before);
    head.raw(ProtobufReader.MAGIC);
    return head.toBytes();
  }

  /** What stands before a message that is a field of another. */
  public static byte[] fieldHead(int number, long messageBytes) {
    BackwardWire head = new BackwardWire();
    head.messageHead(number, messageBytes);
    return head.toBytes();
  }

  /**
   * An event of a watch as it is sent: its length in four bytes, then the event with the object.
   *
   * @param object as it would be sent alone
   */
  public static byte[] watchFrame(String eventType, byte[] object) {
    BackwardWire frame = new BackwardWire();
    frame.bytes(1, object);
    frame.messageHead(2, frame.length());
    frame.text(1, eventType);
    frame.raw(ByteBuffer.allocate(Integer.BYTES).putInt(frame.length()).array());
    return frame.toBytes();
  }

  private void fields(String message, ObjectNode object) {
    for (Field field : table.fieldsBackwards(message)) {
      if (field.shape() == MessageTable.Shape.INLINE) {
        inline(field, object);
      } else {
        JsonNode value = object.get(field.name());
        if (value != null && !value.isNull()) {
          field(field, value);
        }
      }
    }
  }

  private void inline(Field field, ObjectNode object) {
    int before = wire.length();
    fields(field.type(), object);
    if (wire.length() > before) {
      wire.messageHead(field.number(), wire.length() - before);
    }
  }

  private void field(Field field, JsonNode value) {
    switch (field.shape()) {
      case LIST -> items(field.number(), field.type(), value);
      case MAP -> entries(field, value);
      default -> value(field.number(), field.type(), value);
    }
  }

  private void items(int number, String type, JsonNode list) {
    for (int i = list.size() - 1; i >= 0; i--) {
      value(number, type, list.get(i));
    }
  }

  private void entries(Field field, JsonNode map) {
    TreeMap<String, JsonNode> sorted = new TreeMap<>();
    map.properties().forEach(entry -> sorted.put(entry.getKey(), entry.getValue()));
    sorted
        .descendingMap()
        .forEach(
            (key, value) -> {
              int before = wire.length();
              value(2, field.type(), value);
              wire.text(1, key);
              wire.messageHead(field.number(), wire.length() - before);
            });
  }

  private void value(int number, String type, JsonNode value) {
    switch (type) {
      case "string" -> wire.text(number, value.asString(""));
      case "bytes" -> wire.bytes(number, Base64.getDecoder().decode(value.asString("")));
      case "bool" -> wire.integer(number, value.asBoolean(false) ? 1 : 0);
      case "integer" -> wire.integer(number, value.asLong(0));
      case "double" -> wire.fraction(number, value.asDouble(0));
      default -> message(number, type, value);
    }
  }

  private void message(int number, String type, JsonNode value) {
    int before = wire.length();
    SpecialMessage special = SpecialMessage.of(type);
    if (special != null) {
      special.write(value, wire);
    } else if (SpecialMessage.isListWrapper(type)) {
      items(1, "string", value);
    } else if (SchemaUnions.isUnion(type)) {
      fields(type, SchemaUnions.toFields(type, value));
    } else if (value instanceof ObjectNode object) {
      fields(type, object);
    }
    wire.messageHead(number, wire.length() - before);
  }
}
