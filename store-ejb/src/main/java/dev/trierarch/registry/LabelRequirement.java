package dev.trierarch.registry;

import java.util.Map;
import java.util.Set;

/** One condition on an object's labels, e.g. {@code tier in (web, cache)}. */
public record LabelRequirement(String key, Operator operator, Set<String> values) {

  /** How the label's value is compared. */
  public enum Operator {
    IN,
    NOT_IN,
    EXISTS,
    DOES_NOT_EXIST,
    GREATER_THAN,
    LESS_THAN
  }

  public LabelRequirement {
    values = Set.copyOf(values);
  }

  public boolean matches(Map<String, String> labels) {
    String value = labels.get(key);
    return switch (operator) {
      case IN -> value != null && values.contains(value);
      case NOT_IN -> value == null || !values.contains(value);
      case EXISTS -> value != null;
      case DOES_NOT_EXIST -> value == null;
      case GREATER_THAN -> compares(value, 1);
      case LESS_THAN -> compares(value, -1);
    };
  }

  private boolean compares(String value, int wantedSign) {
    if (value == null) {
      return false;
    }
    try {
      long limit = Long.parseLong(values.iterator().next());
      return Long.signum(Long.compare(Long.parseLong(value), limit)) == wantedSign;
    } catch (NumberFormatException e) {
      return false; // a label that is no number is neither greater nor less
    }
  }
}
