package dev.trierarch.schema;

import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/**
 * Puts the replacement character where half a surrogate pair stands alone, as Go does: JSON's
 * escapes can say one, UTF-8 cannot, and what was written with one could not be read again.
 */
final class WellFormed {

  private static final char REPLACEMENT = '\uFFFD';

  private WellFormed() {}

  static String text(String text) {
    int broken = broken(text, 0);
    if (broken == text.length()) {
      return text;
    }
    StringBuilder mended = new StringBuilder(text);
    for (int at = broken; at < text.length(); at = broken(text, at + 1)) {
      mended.setCharAt(at, REPLACEMENT);
    }
    return mended.toString();
  }

  /** Where the first half that stands alone is, from a place on; the text's length for nowhere. */
  private static int broken(String text, int from) {
    for (int at = from; at < text.length(); at++) {
      if (Character.isSurrogate(text.charAt(at))) {
        if (!isPair(text, at)) {
          return at;
        }
        at++;
      }
    }
    return text.length();
  }

  private static boolean isPair(String text, int at) {
    return at + 1 < text.length()
        && Character.isSurrogatePair(text.charAt(at), text.charAt(at + 1));
  }

  /** The same of a whole tree, names too; the argument may be changed. */
  static JsonNode tree(JsonNode node) {
    if (node instanceof StringNode string) {
      return JsonNodeFactory.instance.stringNode(text(string.stringValue()));
    }
    if (node instanceof ArrayNode array) {
      for (int i = 0; i < array.size(); i++) {
        array.set(i, tree(array.get(i)));
      }
    }
    if (node instanceof ObjectNode object) {
      for (String name : List.copyOf(object.propertyNames())) {
        object.set(text(name), tree(object.remove(name)));
      }
    }
    return node;
  }
}
