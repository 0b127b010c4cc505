package dev.trierarch.catalog;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeSet;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** Makes the texts of tables' cells from parts of objects. */
public final class Cells {

  /** What stands where there is nothing. */
  public static final String NONE = "<none>";

  /** What stands where nobody said anything. */
  public static final String UNSET = "<unset>";

  private static final int SHOWN_MAX = 3;

  private static final Map<String, String> ACCESS_MODES = new LinkedHashMap<>();

  static {
    ACCESS_MODES.put("ReadWriteOnce", "RWO");
    ACCESS_MODES.put("ReadOnlyMany", "ROX");
    ACCESS_MODES.put("ReadWriteMany", "RWX");
    ACCESS_MODES.put("ReadWriteOncePod", "RWOP");
  }

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

  /** A text, or {@value #UNSET}. */
  public static String textOrUnset(JsonNode object, String... path) {
    return orUnset(text(object, path));
  }

  public static String orUnset(String text) {
    return text.isEmpty() ? UNSET : text;
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
    return String.join(",", texts(list).toList());
  }

  private static Stream<String> texts(JsonNode list) {
    return list.valueStream().map(element -> element.asString(""));
  }

  /** The first three, and how many more there are. */
  public static String firstOf(List<String> all) {
    return firstOf(SHOWN_MAX, ",", all);
  }

  /** As many as may be shown, and how many more there are. */
  public static String firstOf(int shownMax, String separator, List<String> all) {
    String shown = String.join(separator, all.subList(0, Math.min(shownMax, all.size())));
    return all.size() > shownMax ? shown + " + " + (all.size() - shownMax) + " more..." : shown;
  }

  /** A map as {@code a=b,c=d}, or {@value #NONE}. */
  public static String labels(JsonNode map) {
    StringJoiner joined = new StringJoiner(",");
    map.properties().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(entry -> joined.add(entry.getKey() + "=" + entry.getValue().asString("")));
    return orNone(joined.toString());
  }

  /** One requirement of a selector, in the order of its key. */
  private record Requirement(String key, String text) {}

  /** A label selector as kubectl takes it, e.g. {@code app=web,tier in (a,b)}. */
  public static String selector(JsonNode selector) {
    List<Requirement> all = new ArrayList<>();
    for (var label : selector.path("matchLabels").properties()) {
      String text = label.getKey() + "=" + label.getValue().asString("");
      all.add(new Requirement(label.getKey(), text));
    }
    for (JsonNode expression : selector.path("matchExpressions")) {
      all.add(new Requirement(text(expression, "key"), expression(expression)));
    }
    all.sort(Comparator.comparing(Requirement::key));
    return orNone(String.join(",", all.stream().map(Requirement::text).toList()));
  }

  private static String expression(JsonNode expression) {
    String key = text(expression, "key");
    return switch (text(expression, "operator")) {
      case "Exists" -> key;
      case "DoesNotExist" -> "!" + key;
      case "NotIn" -> key + " notin " + set(expression.path("values"));
      default -> key + " in " + set(expression.path("values"));
    };
  }

  private static String set(JsonNode values) {
    return "(" + String.join(",", texts(values).sorted().toList()) + ")";
  }

  /** Where a load balancer is reached: addresses or else host names, in order. */
  public static String loadBalancer(JsonNode object) {
    TreeSet<String> all = new TreeSet<>();
    for (JsonNode point : at(object, "status", "loadBalancer", "ingress")) {
      String ip = text(point, "ip");
      all.add(ip.isEmpty() ? text(point, "hostname") : ip);
    }
    all.remove("");
    return String.join(",", all);
  }

  /** The short forms of volumes' access modes, each once, e.g. {@code RWO,ROX}. */
  public static String accessModes(JsonNode modes) {
    List<String> listed = texts(modes).toList();
    return String.join(
        ",",
        ACCESS_MODES.entrySet().stream()
            .filter(mode -> listed.contains(mode.getKey()))
            .map(Map.Entry::getValue)
            .toList());
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
