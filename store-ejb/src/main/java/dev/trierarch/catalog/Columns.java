package dev.trierarch.catalog;

import java.time.Instant;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/** Makes the columns of tables: the common ones, and short ways to write the others. */
public final class Columns {

  private Columns() {}

  /** The name that identifies the row. */
  public static final Column NAME =
      new Column(
          "Name",
          "string",
          "name",
          "Name must be unique within a namespace.",
          0,
          (object, now) -> object.path("metadata").path("name").asString(""));

  /** How long ago the object was created, e.g. {@code 5m}. */
  public static final Column AGE =
      new Column(
          "Age",
          "string",
          "",
          "How long ago the object was created.",
          0,
          (object, now) -> Ages.since(object.path("metadata").path("creationTimestamp"), now));

  /** For kinds without columns of their own. */
  public static final List<Column> NAME_AND_CREATION =
      List.of(
          NAME,
          new Column(
              "Created At",
              "date",
              "",
              "When the object was created.",
              0,
              (object, now) ->
                  object.path("metadata").path("creationTimestamp").asString("<unknown>")));

  /** A text column that is always shown. */
  public static Column text(String name, String description, Function<JsonNode, Object> cell) {
    return new Column(name, "string", "", description, 0, (object, now) -> cell.apply(object));
  }

  /** A text column that depends on the time now. */
  public static Column timed(
      String name, String description, BiFunction<JsonNode, Instant, Object> cell) {
    return new Column(name, "string", "", description, 0, cell);
  }

  /** A text column of wide output. */
  public static Column wide(String name, String description, Function<JsonNode, Object> cell) {
    return new Column(name, "string", "", description, 1, (object, now) -> cell.apply(object));
  }

  /** A column of truth values that is always shown. */
  public static Column truth(String name, String description, Function<JsonNode, Object> cell) {
    return new Column(name, "boolean", "", description, 0, (object, now) -> cell.apply(object));
  }

  /** A whole-number column that is always shown. */
  public static Column number(String name, String description, Function<JsonNode, Object> cell) {
    return new Column(name, "integer", "", description, 0, (object, now) -> cell.apply(object));
  }
}
