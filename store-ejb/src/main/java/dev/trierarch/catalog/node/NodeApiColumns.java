package dev.trierarch.catalog.node;

import dev.trierarch.catalog.Cells;
import dev.trierarch.catalog.Column;
import dev.trierarch.catalog.Columns;
import java.util.List;

/** How the kinds of the node group are shown in tables. */
final class NodeApiColumns {

  private NodeApiColumns() {}

  static final List<Column> RUNTIME_CLASSES =
      List.of(
          Columns.NAME,
          Columns.text("Handler", "The runtime that is meant.", one -> Cells.text(one, "handler")),
          Columns.AGE);
}
