package dev.trierarch.catalog;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;
import tools.jackson.databind.JsonNode;

/** Makes the texts of tables' cells from parts of objects. */
public final class Cells {

  /** What stands where there is nothing. */
  public static final String NONE = "<none>";

  private static final int SHOWN_MAX = 3;

  private Cells() {}

  /** A part of an object by its path; missing when there is none. */
  public static JsonNode at(JsonNode object, String... path) {
    JsonNode node = object;
    for (String name : path) {
      node = node.path(name);
    }
    return node;
  }

  /** A text, number or truth value as text; empty when there is none. */
  public static String text(JsonNode object, String... path) {
    return at(object, path).asString("");
  }

  /** The same, or {@value #NONE}. */
  public static String textOrNone(JsonNode object, String... path) {
    return orNone(text(object, path));
  }

  public static String orNone(String text) {
    return text.isEmpty() ? NONE : text;
  }

  /** A whole number, 0 when there is none. */
  public static long number(JsonNode object, String... path) {
    return at(object, path).asLong(0);
  }

  /** How many elements or keys there are. */
  public static long size(JsonNode object, String... path) {
    return at(object, path).size();
  }

  /** One field of each element, joined by commas. */
  public static String join(JsonNode list, String field) {
    StringJoiner joined = new StringJoiner(",");
    list.forEach(element -> joined.add(text(element, field)));
    return joined.toString();
  }

  /** The elements themselves, joined by commas. */
  public static String join(JsonNode list) {
    StringJoiner joined = new StringJoiner(",");
    list.forEach(element -> joined.add(element.asString("")));
    return joined.toString();
  }

  /** The first three, and how many more there are. */
  public static String firstOf(List<String> all) {
    String shown = String.join(",", all.subList(0, Math.min(SHOWN_MAX, all.size())));
    return all.size() > SHOWN_MAX ? shown + " + " + (all.size() - SHOWN_MAX) + " more..." : shown;
  }

  /** A map as {@code a=b,c=d}, or {@value #NONE}. */
  public static String labels(JsonNode map) {
    StringJoiner joined = new StringJoiner(",");
    map.properties().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(entry -> joined.add(entry.getKey() + "=" + entry.getValue().asString("")));
    return orNone(joined.toString());
  }

  /** A label selector as kubectl takes it, e.g. {@code app=web,tier in (a,b)}. */
  public static String selector(JsonNode selector) {
    List<String> parts = new ArrayList<>();
    selector
        .path("matchLabels")
        .properties()
        .forEach(entry -> parts.add(entry.getKey() + "=" + entry.getValue().asString("")));
    for (JsonNode expression : selector.path("matchExpressions")) {
      parts.add(expression(expression));
    }
    parts.sort(null);
    return orNone(String.join(",", parts));
  }

  private static String expression(JsonNode expression) {
    String key = text(expression, "key");
    return switch (text(expression, "operator")) {
      case "Exists" -> key;
      case "DoesNotExist" -> "!" + key;
      case "NotIn" -> key + " notin (" + join(expression.path("values")) + ")";
      default -> key + " in (" + join(expression.path("values")) + ")";
    };
  }

  /** The short forms of volumes' access modes, e.g. {@code RWO,ROX}. */
  public static String accessModes(JsonNode modes) {
    StringJoiner joined = new StringJoiner(",");
    for (JsonNode mode : modes) {
      joined.add(
          switch (mode.asString("")) {
            case "ReadWriteOnce" -> "RWO";
            case "ReadOnlyMany" -> "ROX";
            case "ReadWriteMany" -> "RWX";
            case "ReadWriteOncePod" -> "RWOP";
            default -> mode.asString("");
          });
    }
    return joined.toString();
  }

  /** The condition of a type; missing when there is none. */
  public static JsonNode condition(JsonNode object, String type) {
    for (JsonNode condition : at(object, "status", "conditions")) {
      if (text(condition, "type").equals(type)) {
        return condition;
      }
    }
    return object.path("status").path("no such condition");
  }

  /** Whether the condition of a type is true. */
  public static boolean isTrue(JsonNode object, String conditionType) {
    return text(condition(object, conditionType), "status").equals("True");
  }

  public static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }
}
