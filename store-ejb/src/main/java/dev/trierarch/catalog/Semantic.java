package dev.trierarch.catalog;

import java.util.HashSet;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Compares trees as Kubernetes does: what is empty and what is absent are the same. */
public final class Semantic {

  private Semantic() {}

  /** Whether two trees mean the same. */
  public static boolean same(JsonNode left, JsonNode right) {
    if (isNothing(left) || isNothing(right)) {
      return isNothing(left) && isNothing(right);
    }
    if (left.isObject() && right.isObject()) {
      return sameFields(left, right);
    }
    if (left.isArray() && right.isArray()) {
      return sameElements(left, right);
    }
    if (left.isNumber() && right.isNumber()) {
      return left.decimalValue().compareTo(right.decimalValue()) == 0;
    }
    return left.equals(right);
  }

  private static boolean sameFields(JsonNode left, JsonNode right) {
    Set<String> names = new HashSet<>(left.propertyNames());
    names.addAll(right.propertyNames());
    return names.stream().allMatch(name -> same(left.path(name), right.path(name)));
  }

  private static boolean sameElements(JsonNode left, JsonNode right) {
    if (left.size() != right.size()) {
      return false;
    }
    for (int i = 0; i < left.size(); i++) {
      if (!same(left.get(i), right.get(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isNothing(JsonNode node) {
    return node.isMissingNode() || node.isNull() || (node.isContainer() && node.isEmpty());
  }
}
