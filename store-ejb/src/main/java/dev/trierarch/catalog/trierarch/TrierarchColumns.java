package dev.trierarch.catalog.trierarch;

import dev.trierarch.catalog.Ages;
import dev.trierarch.catalog.Cells;
import dev.trierarch.catalog.Column;
import dev.trierarch.catalog.Columns;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** How our own kinds are shown in tables. */
final class TrierarchColumns {

  private TrierarchColumns() {}

  private static final Column OPERATION =
      Columns.text("Operation", "What was done.", one -> Cells.text(one, "operation"));

  private static final Column RESOURCE =
      Columns.text(
          "Resource",
          "The resource of the object that was changed.",
          one -> Cells.text(one, "object", "resource"));

  private static final Column OBJECT =
      Columns.text("Object", "The object that was changed.", one -> objectName(one.path("object")));

  static final List<Column> REVISIONS =
      List.of(
          Columns.NAME,
          OPERATION,
          RESOURCE,
          OBJECT,
          Columns.text("User", "Who did it.", one -> Cells.text(one, "user")),
          Columns.text(
              "Cause", "The revision that was reacted to.", one -> Cells.textOrNone(one, "cause")),
          Columns.timed(
              "Age", "How long ago it was done.", (one, now) -> Ages.since(one.path("time"), now)),
          Columns.wide("Actor", "By what program it was done.", one -> Cells.text(one, "actor")),
          Columns.wide("Time", "When it was done.", one -> Cells.text(one, "time")));

  static final List<Column> DIFFERENCES =
      List.of(
          Columns.NAME,
          OPERATION,
          Columns.number("Steps", "How many changes there were.", one -> Cells.size(one, "steps")),
          Columns.text("Last", "The last of them.", one -> Cells.text(last(one), "revision")),
          Columns.text("By", "Who made the last one.", one -> Cells.text(last(one), "user")),
          Columns.timed(
              "Age",
              "How long ago that was.",
              (one, now) -> Ages.since(last(one).path("time"), now)),
          Columns.wide(
              "Actor", "By what program that was.", one -> Cells.text(last(one), "actor")));

  static final List<Column> BACKUPS =
      List.of(
          Columns.NAME,
          Columns.text("Revision", "The state's revision.", one -> Cells.text(one, "revision")),
          Columns.number("Objects", "How many there are.", one -> Cells.number(one, "objects")));

  private static String objectName(JsonNode object) {
    String namespace = Cells.text(object, "namespace");
    String name = Cells.text(object, "name");
    return namespace.isEmpty() ? name : namespace + "/" + name;
  }

  private static JsonNode last(JsonNode difference) {
    JsonNode steps = difference.path("steps");
    return steps.path(steps.size() - 1);
  }
}
