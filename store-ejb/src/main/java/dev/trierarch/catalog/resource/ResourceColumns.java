package dev.trierarch.catalog.resource;

import dev.trierarch.catalog.Cells;
import dev.trierarch.catalog.Column;
import dev.trierarch.catalog.Columns;
import java.util.List;
import java.util.StringJoiner;
import tools.jackson.databind.JsonNode;

/** How the kinds of the resource group are shown in tables. */
final class ResourceColumns {

  private ResourceColumns() {}

  static final List<Column> NAME_AND_AGE = List.of(Columns.NAME, Columns.AGE);
  static final List<Column> RESOURCE_CLAIMS =
      List.of(
          Columns.NAME,
          Columns.text("State", "What has become of it.", ResourceColumns::state),
          Columns.AGE);
  static final List<Column> RESOURCE_SLICES =
      List.of(
          Columns.NAME,
          Columns.text(
              "Node", "Where the devices are.", one -> Cells.text(one, "spec", "nodeName")),
          Columns.text("Driver", "The driver.", one -> Cells.text(one, "spec", "driver")),
          Columns.text("Pool", "The pool.", one -> Cells.text(one, "spec", "pool", "name")),
          Columns.AGE);

  private static Object state(JsonNode claim) {
    StringJoiner all = new StringJoiner(",");
    boolean deleted = claim.path("metadata").has("deletionTimestamp");
    boolean allocated = Cells.at(claim, "status", "allocation").isObject();
    if (deleted) {
      all.add("deleted");
    }
    if (!allocated && !deleted) {
      all.add("pending");
    }
    if (allocated) {
      all.add("allocated");
      if (Cells.size(claim, "status", "reservedFor") > 0) {
        all.add("reserved");
      }
    }
    return all.toString();
  }
}
