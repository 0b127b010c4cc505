package dev.trierarch.api.patch;

import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** JSON merge patch, RFC 7386: maps are merged, null removes, all else replaces. */
public final class MergePatch {

  private MergePatch() {}

  /** Changes and returns {@code target}. */
  public static ObjectNode apply(ObjectNode target, ObjectNode patch) {
    for (Map.Entry<String, JsonNode> field : patch.properties()) {
      if (field.getValue().isNull()) {
        target.remove(field.getKey());
      } else if (field.getValue() instanceof ObjectNode nested) {
        ObjectNode into =
            target.get(field.getKey()) instanceof ObjectNode there
                ? there
                : JsonNodeFactory.instance.objectNode();
        target.set(field.getKey(), apply(into, nested));
      } else {
        target.set(field.getKey(), field.getValue().deepCopy());
      }
    }
    return target;
  }
}
