package dev.trierarch.catalog.admissionregistration;

import dev.trierarch.catalog.Field;
import dev.trierarch.cel.PolicyExpressions;

/** Rules of the conditions on which a webhook or a policy is asked. */
final class MatchConditionRules {

  static final int CONDITIONS_MAX = 64;

  private MatchConditionRules() {}

  static void check(Field conditions, PolicyExpressions expressions) {
    if (conditions.items().size() > CONDITIONS_MAX) {
      return;
    }
    conditions.uniqueBy("name");
    for (Field condition : conditions.items()) {
      Field expression = condition.get("expression");
      String text = expression.text().strip();
      if (!text.isEmpty()) {
        expressions
            .condition(text)
            .problemUnless("bool")
            .ifPresent(expression.value(text)::invalid);
      } else if (!expression.isEmpty()) {
        expression.missing("");
      }
    }
  }
}
