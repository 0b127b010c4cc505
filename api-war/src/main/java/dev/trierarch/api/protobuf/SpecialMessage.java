package dev.trierarch.api.protobuf;

import dev.trierarch.api.resource.Json;
import dev.trierarch.schema.Times;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Messages whose JSON is not an object of their fields. */
enum SpecialMessage {
  /** To the second; the zero time is null in JSON. */
  TIME("k8s.io.apimachinery.pkg.apis.meta.v1.Time") {
    @Override
    JsonNode read(Wire wire) {
      return instant(wire, Times::seconds);
    }

    @Override
    void write(JsonNode value, BackwardWire wire) {
      wire.integer(1, Instant.parse(value.asString()).getEpochSecond());
    }
  },

  MICRO_TIME("k8s.io.apimachinery.pkg.apis.meta.v1.MicroTime") {
    @Override
    JsonNode read(Wire wire) {
      return instant(wire, Times::micros);
    }

    @Override
    void write(JsonNode value, BackwardWire wire) {
      Instant instant = Instant.parse(value.asString());
      wire.integer(2, instant.getNano());
      wire.integer(1, instant.getEpochSecond());
    }
  },

  QUANTITY("k8s.io.apimachinery.pkg.api.resource.Quantity") {
    @Override
    JsonNode read(Wire wire) {
      String value = wire.next() ? wire.text() : "";
      return text(value.isEmpty() ? "0" : value);
    }

    @Override
    void write(JsonNode value, BackwardWire wire) {
      wire.text(1, value.asString());
    }
  },

  INT_OR_STRING("k8s.io.apimachinery.pkg.util.intstr.IntOrString") {
    @Override
    JsonNode read(Wire wire) {
      boolean isText = false;
      long number = 0;
      String text = "";
      while (wire.next()) {
        switch (wire.number()) {
          case 1 -> isText = wire.integer() == 1;
          case 2 -> number = wire.integer();
          default -> text = wire.text();
        }
      }
      return isText ? text(text) : JsonNodeFactory.instance.numberNode((int) number);
    }

    @Override
    void write(JsonNode value, BackwardWire wire) {
      wire.text(3, value.isString() ? value.stringValue() : "");
      wire.integer(2, value.isNumber() ? value.asInt(0) : 0);
      wire.integer(1, value.isString() ? 1 : 0);
    }
  },

  RAW_EXTENSION("k8s.io.apimachinery.pkg.runtime.RawExtension"),
  FIELDS("k8s.io.apimachinery.pkg.apis.meta.v1.FieldsV1"),
  JSON("k8s.io.apiextensions_apiserver.pkg.apis.apiextensions.v1.JSON");

  private static final Map<String, SpecialMessage> BY_NAME = new HashMap<>();

  static {
    for (SpecialMessage message : values()) {
      BY_NAME.put(message.messageName, message);
    }
  }

  private final String messageName;

  SpecialMessage(String messageName) {
    this.messageName = messageName;
  }

  /** Null for a message that is an object in JSON. */
  static SpecialMessage of(String type) {
    return BY_NAME.get(type);
  }

  /** Messages that are there only to put a list where protobuf takes none: a map's value. */
  static boolean isListWrapper(String type) {
    return type.endsWith(".ExtraValue") || type.endsWith(".Verbs");
  }

  /** What JSON has for a message with these fields: for most, the bytes of JSON that it holds. */
  JsonNode read(Wire wire) {
    return rawJson(wire);
  }

  /** Writes the message's fields. */
  void write(JsonNode value, BackwardWire wire) {
    wire.bytes(1, Json.bytes(value));
  }

  JsonNode read(ByteBuffer content) {
    return read(new Wire(content));
  }

  private static JsonNode instant(Wire wire, Function<Instant, String> format) {
    long seconds = 0;
    long nanos = 0;
    boolean empty = true;
    while (wire.next()) {
      empty = false;
      if (wire.number() == 1) {
        seconds = wire.integer();
      } else {
        nanos = wire.integer();
      }
    }
    return empty
        ? JsonNodeFactory.instance.nullNode()
        : text(format.apply(Instant.ofEpochSecond(seconds, nanos)));
  }

  private static JsonNode rawJson(Wire wire) {
    byte[] json = wire.next() ? wire.contentBytes() : new byte[0];
    if (json.length == 0) {
      return JsonNodeFactory.instance.nullNode();
    }
    try {
      return Json.MAPPER.readTree(json);
    } catch (JacksonException e) {
      throw new Wire.MalformedException("embedded JSON: " + e.getOriginalMessage());
    }
  }

  private static JsonNode text(String value) {
    return JsonNodeFactory.instance.stringNode(value);
  }
}
