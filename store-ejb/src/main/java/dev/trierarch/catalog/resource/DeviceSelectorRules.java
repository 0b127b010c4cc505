package dev.trierarch.catalog.resource;

import dev.trierarch.catalog.Field;
import dev.trierarch.cel.DeviceExpressions;
import java.nio.charset.StandardCharsets;

/** Rules of the expressions that select devices. */
final class DeviceSelectorRules {

  private static final int EXPRESSION_BYTES_MAX = 10 * 1024;

  private DeviceSelectorRules() {}

  static void check(Field selectors) {
    if (selectors.items().size() > ResourceConstraints.SELECTORS_MAX) {
      return;
    }
    for (Field selector : selectors.items()) {
      Field expression = selector.at("cel", "expression");
      if (expression.text().getBytes(StandardCharsets.UTF_8).length > EXPRESSION_BYTES_MAX) {
        expression.tooLong(EXPRESSION_BYTES_MAX);
      } else if (!expression.isEmpty()) {
        DeviceExpressions.problem(expression.text()).ifPresent(expression::invalid);
      }
    }
  }
}
