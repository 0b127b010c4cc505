package dev.trierarch.node.api;

import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The agent's one JSON mapper: lenient to fields that it does not know. */
public final class Json {
  public static final JsonMapper MAPPER =
      JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

  private Json() {}

  public static <T> T convert(JsonNode tree, Class<T> type) {
    return MAPPER.treeToValue(tree, type);
  }

  /** The stable text of an object, to see whether two are the same. */
  public static String text(Object value) {
    return MAPPER.writeValueAsString(value);
  }
}
