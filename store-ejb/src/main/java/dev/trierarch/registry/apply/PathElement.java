package dev.trierarch.registry.apply;

import dev.trierarch.schema.Schema;
import java.util.StringJoiner;
import java.util.TreeSet;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The steps of a field's path, in the form in which managedFields keep them: {@code f:spec} for a
 * field, {@code k:{"name":"web"}} for an element of a list that is keyed, {@code v:"x"} for one of
 * a list that is a set.
 */
final class PathElement {

  private static final JsonMapper JSON = JsonMapper.shared();

  private PathElement() {}

  /** Whether this is a step at all, and one that is understood here. */
  static boolean isKnown(String element) {
    return element.length() >= 2
        && element.charAt(1) == ':'
        && "fkvi".indexOf(element.charAt(0)) >= 0;
  }

  /** Whether the step, if it is understood here, says what it has to. */
  static boolean isWellFormed(String element) {
    if (!element.startsWith("k:") && !element.startsWith("v:")) {
      return true;
    }
    try {
      JsonNode content = JSON.readTree(element.substring(2));
      return content.isObject() || element.startsWith("v:");
    } catch (JacksonException e) {
      return false;
    }
  }

  static String field(String name) {
    return "f:" + name;
  }

  /** The step to an element of a keyed list or of a set. */
  static String item(Schema list, JsonNode item) {
    return list.listType() == Schema.ListType.SET ? "v:" + item : "k:" + key(list, item);
  }

  /** Whether an element of a keyed list says nothing of which one it is. */
  static boolean isWithoutKey(Schema list, JsonNode item) {
    return !item.isObject() || key(list, item).isEmpty();
  }

  /** The element's key fields, with the defaults of those that it leaves out. */
  private static ObjectNode key(Schema list, JsonNode item) {
    ObjectNode key = JsonNodeFactory.instance.objectNode();
    for (String field : new TreeSet<>(list.listMapKeys())) {
      JsonNode value = item.get(field);
      if (value == null) {
        value = list.element().property(field).flatMap(Schema::defaultValue).orElse(null);
      }
      if (value != null) {
        key.set(field, value);
      }
    }
    return key;
  }

  /** As messages show it: {@code .spec}, {@code [name="web"]}, {@code [="x"]}. */
  static String shown(String element) {
    String content = element.substring(2);
    return switch (element.charAt(0)) {
      case 'f' -> "." + content;
      case 'k' -> shownKey(content);
      case 'v' -> "[=" + content + "]";
      default -> "[" + content + "]";
    };
  }

  private static String shownKey(String json) {
    StringJoiner fields = new StringJoiner(",", "[", "]");
    JSON.readTree(json)
        .properties()
        .forEach(field -> fields.add(field.getKey() + "=" + field.getValue()));
    return fields.toString();
  }
}
