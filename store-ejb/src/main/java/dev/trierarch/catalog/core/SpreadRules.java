package dev.trierarch.catalog.core;

import dev.trierarch.catalog.Field;
import dev.trierarch.catalog.SelectorRules;
import dev.trierarch.catalog.form.Form;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Validates how pods are spread over places. */
final class SpreadRules {

  private SpreadRules() {}

  static void check(List<Field> constraints) {
    for (int i = 0; i < constraints.size(); i++) {
      Field constraint = constraints.get(i);
      repeated(constraint, constraints.subList(i + 1, constraints.size()));
      Field domains = constraint.get("minDomains");
      Field action = constraint.get("whenUnsatisfiable");
      if (domains.isPresent() && !action.isText("DoNotSchedule")) {
        domains.invalid(
            "can only use minDomains if whenUnsatisfiable=DoNotSchedule, not " + action.text());
      }
      Field selector = constraint.get("labelSelector");
      labelKeys(constraint.get("matchLabelKeys"), selector);
      notSelected(constraint.get("matchLabelKeys"), selector);
      SelectorRules.check(selector);
    }
  }

  private static void repeated(Field constraint, List<Field> rest) {
    String key = constraint.get("topologyKey").text();
    String action = constraint.get("whenUnsatisfiable").text();
    boolean again =
        rest.stream()
            .anyMatch(
                other ->
                    other.get("topologyKey").isText(key)
                        && other.get("whenUnsatisfiable").isText(action));
    if (again) {
      constraint
          .get("{topologyKey, whenUnsatisfiable}")
          .value("{" + key + ", " + action + "}")
          .duplicate();
    }
  }

  /** Keys whose values a selector takes from the pod must be labels', and there be a selector. */
  static void labelKeys(Field keys, Field selector) {
    if (keys.isEmpty()) {
      return;
    }
    if (!selector.isPresent()) {
      keys.forbidden("must not be specified when labelSelector is not set");
      return;
    }
    keys.items().forEach(key -> key.form(Form.QUALIFIED_NAME));
  }

  private static void notSelected(Field keys, Field selector) {
    Set<String> selected = new HashSet<>(selector.get("matchLabels").keys());
    for (Field expression : selector.get("matchExpressions").items()) {
      selected.add(expression.get("key").text());
    }
    for (Field key : keys.items()) {
      if (selected.contains(key.text())) {
        key.invalid("exists in both matchLabelKeys and labelSelector");
      }
    }
  }
}
