package dev.trierarch.catalog.constraint;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.JsonNode;

/**
 * Small values of a property that were found to be good: a constraint finds of equal values the
 * same, and most writes repeat what others said.
 */
final class KnownValues {

  private static final int VALUES_MAX = 64;
  private static final int ELEMENTS_MAX = 8;
  private static final int CHARACTERS_MAX = 64;

  private final Set<JsonNode> values = ConcurrentHashMap.newKeySet();

  boolean contains(JsonNode value) {
    return values.contains(value);
  }

  /** Keeps a copy, since a tree may change. */
  void add(JsonNode value) {
    if (isSmall(value)) {
      if (values.size() >= VALUES_MAX) {
        values.clear();
      }
      values.add(value.deepCopy());
    }
  }

  private static boolean isSmall(JsonNode value) {
    if (!value.isContainer()) {
      return isSmallLeaf(value);
    }
    return value.size() <= ELEMENTS_MAX
        && value.valueStream().allMatch(KnownValues::isSmallLeaf)
        && value.propertyStream().allMatch(entry -> entry.getKey().length() <= CHARACTERS_MAX);
  }

  private static boolean isSmallLeaf(JsonNode value) {
    return value.isValueNode()
        && (!value.isString() || value.stringValue().length() <= CHARACTERS_MAX);
  }
}
