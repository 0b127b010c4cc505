package dev.trierarch.api.patch;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The words by which a strategic merge patch says more than values. */
final class Directives {

  static final String PATCH = "$patch";
  static final String RETAIN_KEYS = "$retainKeys";
  static final String DELETE_FROM_LIST = "$deleteFromPrimitiveList/";
  static final String SET_ORDER = "$setElementOrder/";

  /** What {@code $patch} asks for. */
  enum Action {
    MERGE,
    REPLACE,
    DELETE
  }

  private Directives() {}

  static boolean isDirective(String field) {
    return field.equals(PATCH)
        || field.equals(RETAIN_KEYS)
        || field.startsWith(DELETE_FROM_LIST)
        || field.startsWith(SET_ORDER);
  }

  static Action ofMap(ObjectNode patch) {
    JsonNode directive = patch.get(PATCH);
    if (directive == null) {
      return Action.MERGE;
    }
    return switch (directive.asString("")) {
      case "merge" -> Action.MERGE;
      case "replace" -> Action.REPLACE;
      case "delete" -> Action.DELETE;
      default -> throw PatchProblems.malformed("unknown patch type: " + directive.asString(""));
    };
  }

  /** The list that a directive carries; null when the patch does not have the directive. */
  static ArrayNode list(ObjectNode patch, String directive) {
    JsonNode value = patch.get(directive);
    if (value == null || value instanceof ArrayNode) {
      return (ArrayNode) value;
    }
    throw PatchProblems.malformed("invalid patch format of " + directive + ": it must be a list");
  }
}
