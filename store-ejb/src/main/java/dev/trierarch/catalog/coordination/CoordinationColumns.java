package dev.trierarch.catalog.coordination;

import dev.trierarch.catalog.Cells;
import dev.trierarch.catalog.Column;
import dev.trierarch.catalog.Columns;
import java.util.List;

/** How the kinds of the coordination group are shown in tables. */
final class CoordinationColumns {

  private CoordinationColumns() {}

  static final List<Column> LEASES =
      List.of(
          Columns.NAME,
          Columns.text(
              "Holder", "Who holds the lease.", one -> Cells.text(one, "spec", "holderIdentity")),
          Columns.AGE);
}
