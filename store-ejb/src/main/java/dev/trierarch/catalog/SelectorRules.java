package dev.trierarch.catalog;

import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/** Rules of label selectors, alone and against the labels of a template. */
public final class SelectorRules {

  private SelectorRules() {}

  /** Checks that a selector's expressions have the values that their operators need. */
  public static void check(Field selector) {
    for (Field expression : selector.get("matchExpressions").items()) {
      Field values = expression.get("values");
      switch (expression.get("operator").text()) {
        case "In", "NotIn" ->
            values.required("must be specified when `operator` is 'In' or 'NotIn'");
        case "Exists", "DoesNotExist" -> {
          if (!values.isEmpty()) {
            values.forbidden("may not be specified when `operator` is 'Exists' or 'DoesNotExist'");
          }
        }
        default -> expression.get("operator").invalid("not a valid selector operator");
      }
    }
  }

  /** A controller's selector must be there, must select something and must select its template. */
  public static void checkAgainstTemplate(Field spec, String controller) {
    Field selector = spec.get("selector");
    if (!selector.isPresent()) {
      selector.required();
      return;
    }
    check(selector);
    if (selector.get("matchLabels").isEmpty() && selector.get("matchExpressions").isEmpty()) {
      selector.invalid("empty selector is invalid for " + controller);
      return;
    }
    checkMatchesTemplate(spec);
  }

  /** A controller must select the pods that it makes. */
  public static void checkMatchesTemplate(Field spec) {
    Field selector = spec.get("selector");
    Field labels = spec.at("template", "metadata", "labels");
    if (!matches(selector.node(), labels(labels.node()))) {
      labels.invalid("`selector` does not match template `labels`");
    }
  }

  /** Whether a selector object matches labels; one of a wrong form does not. */
  public static boolean matches(JsonNode selector, Map<String, String> labels) {
    for (Map.Entry<String, JsonNode> wanted : selector.path("matchLabels").properties()) {
      if (!wanted.getValue().asString("").equals(labels.get(wanted.getKey()))) {
        return false;
      }
    }
    for (JsonNode expression : selector.path("matchExpressions")) {
      if (!meets(expression, labels.get(expression.path("key").asString("")))) {
        return false;
      }
    }
    return true;
  }

  private static boolean meets(JsonNode expression, String value) {
    return switch (expression.path("operator").asString("")) {
      case "In" -> value != null && contains(expression.path("values"), value);
      case "NotIn" -> value == null || !contains(expression.path("values"), value);
      case "Exists" -> value != null;
      case "DoesNotExist" -> value == null;
      default -> false;
    };
  }

  private static boolean contains(JsonNode values, String wanted) {
    for (JsonNode value : values) {
      if (value.asString("").equals(wanted)) {
        return true;
      }
    }
    return false;
  }

  private static Map<String, String> labels(JsonNode node) {
    Map<String, String> labels = new TreeMap<>();
    node.properties().forEach(entry -> labels.put(entry.getKey(), entry.getValue().asString("")));
    return labels;
  }
}
