package dev.trierarch.api.protobuf;

import dev.trierarch.api.resource.Json;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Messages whose JSON is not an object of their fields: times, quantities, raw JSON. */
final class SpecialMessages {

  private static final String META = "k8s.io.apimachinery.pkg.apis.meta.v1.";
  private static final String TIME = META + "Time";
  private static final String MICRO_TIME = META + "MicroTime";
  private static final String DURATION = META + "Duration";
  private static final String FIELDS = META + "FieldsV1";
  private static final String QUANTITY = "k8s.io.apimachinery.pkg.api.resource.Quantity";
  private static final String INT_OR_STRING = "k8s.io.apimachinery.pkg.util.intstr.IntOrString";
  private static final String RAW = "k8s.io.apimachinery.pkg.runtime.RawExtension";
  private static final String CRD = "k8s.io.apiextensions_apiserver.pkg.apis.apiextensions.v1.";

  private static final Set<String> SPECIAL =
      Set.of(TIME, MICRO_TIME, DURATION, FIELDS, QUANTITY, INT_OR_STRING, RAW, CRD + "JSON");

  private static final DateTimeFormatter MICROS =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

  private SpecialMessages() {}

  static boolean isSpecial(String type) {
    return SPECIAL.contains(type);
  }

  /** Messages that are there only to put a list where protobuf takes none: a map's value. */
  static boolean isListWrapper(String type) {
    return type.endsWith(".ExtraValue") || type.endsWith(".Verbs");
  }

  static JsonNode read(String type, ByteBuffer content) {
    Wire wire = new Wire(content);
    return switch (type) {
      case TIME, MICRO_TIME -> time(type, wire);
      case DURATION -> text(duration(firstInteger(wire)));
      case QUANTITY -> text(quantity(wire));
      case INT_OR_STRING -> intOrString(wire);
      default -> raw(wire);
    };
  }

  /** The zero time is null in JSON. */
  private static JsonNode time(String type, Wire wire) {
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
    if (empty) {
      return JsonNodeFactory.instance.nullNode();
    }
    Instant instant = Instant.ofEpochSecond(seconds, nanos);
    return text(
        type.equals(TIME)
            ? DateTimeFormatter.ISO_INSTANT.format(Instant.ofEpochSecond(seconds))
            : MICROS.format(instant));
  }

  private static long firstInteger(Wire wire) {
    return wire.next() ? wire.integer() : 0;
  }

  /** As Go writes durations, to the millisecond: {@code 1h0m0s}. */
  private static String duration(long nanos) {
    long seconds = nanos / 1_000_000_000L;
    long millis = nanos / 1_000_000L % 1000;
    String fraction = millis == 0 ? "" : "." + String.format("%03d", millis).replaceAll("0+$", "");
    if (seconds < 60) {
      return seconds + fraction + "s";
    }
    String minutes = seconds / 60 % 60 + "m" + seconds % 60 + fraction + "s";
    return seconds < 3600 ? minutes : seconds / 3600 + "h" + minutes;
  }

  private static String quantity(Wire wire) {
    String value = wire.next() ? wire.text() : "";
    return value.isEmpty() ? "0" : value;
  }

  private static JsonNode intOrString(Wire wire) {
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

  private static JsonNode raw(Wire wire) {
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
