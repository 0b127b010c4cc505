package dev.trierarch.catalog.scheduling;

import dev.trierarch.catalog.Cells;
import dev.trierarch.catalog.Column;
import dev.trierarch.catalog.Columns;
import java.util.List;

/** How the kinds of the scheduling group are shown in tables. */
final class SchedulingColumns {

  private SchedulingColumns() {}

  static final List<Column> PRIORITY_CLASSES =
      List.of(
          Columns.NAME,
          Columns.number("Value", "The priority.", one -> Cells.number(one, "value")),
          Columns.truth(
              "Global-Default",
              "Whether pods without a class have it.",
              one -> Cells.at(one, "globalDefault").asBoolean(false)),
          Columns.AGE,
          Columns.text(
              "PreemptionPolicy",
              "Whether its pods may displace others.",
              one -> Cells.text(one, "preemptionPolicy")));
}
