package dev.trierarch.catalog.policy;

import dev.trierarch.catalog.Cells;
import dev.trierarch.catalog.Column;
import dev.trierarch.catalog.Columns;
import java.util.List;

/** How the kinds of the policy group are shown in tables. */
final class PolicyColumns {

  private PolicyColumns() {}

  static final List<Column> POD_DISRUPTION_BUDGETS =
      List.of(
          Columns.NAME,
          Columns.text(
              "Min Available",
              "Pods that must stay.",
              one -> orNotApplicable(Cells.text(one, "spec", "minAvailable"))),
          Columns.text(
              "Max Unavailable",
              "Pods that may go.",
              one -> orNotApplicable(Cells.text(one, "spec", "maxUnavailable"))),
          Columns.number(
              "Allowed Disruptions",
              "Pods that may go now.",
              one -> Cells.number(one, "status", "disruptionsAllowed")),
          Columns.AGE);

  private static String orNotApplicable(String text) {
    return text.isEmpty() ? "N/A" : text;
  }
}
