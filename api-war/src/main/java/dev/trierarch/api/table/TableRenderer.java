package dev.trierarch.api.table;

import dev.trierarch.api.resource.Json;
import dev.trierarch.api.resource.ObjectViews;
import dev.trierarch.catalog.Column;
import dev.trierarch.registry.ApiErrors;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Shows objects as rows of a {@code Table}. */
public final class TableRenderer {

  /** What a row carries of its object beside the cells. */
  public enum IncludeObject {
    NONE,
    METADATA,
    OBJECT;

    /** From the query parameter. */
    public static IncludeObject parse(String text) {
      return switch (text) {
        case "", "Metadata" -> METADATA;
        case "None" -> NONE;
        case "Object" -> OBJECT;
        default ->
            throw ApiErrors.badRequest(
                "includeObject: Unsupported value: \""
                    + text
                    + "\": supported values: \"Metadata\", \"None\", \"Object\"");
      };
    }
  }

  private final List<Column> columns;
  private final String metaVersion;
  private final IncludeObject include;
  private final InstantSource clock;

  public TableRenderer(
      List<Column> columns, String metaVersion, IncludeObject include, InstantSource clock) {
    this.columns = columns;
    this.metaVersion = metaVersion;
    this.include = include;
    this.clock = clock;
  }

  /** The table around its rows. */
  public ObjectNode table(boolean withColumns) {
    ObjectNode table = Json.object("meta.k8s.io/" + metaVersion, "Table");
    table.putObject("metadata");
    ArrayNode definitions = table.putArray("columnDefinitions");
    if (withColumns) {
      columns.forEach(column -> definitions.add(definition(column)));
    }
    return table;
  }

  private static ObjectNode definition(Column column) {
    return Json.object()
        .put("name", column.name())
        .put("type", column.type())
        .put("format", column.format())
        .put("description", column.description())
        .put("priority", column.priority());
  }

  /** One row. */
  public ObjectNode row(ObjectNode object) {
    Instant now = clock.instant();
    ObjectNode row = Json.object();
    ArrayNode cells = row.putArray("cells");
    for (Column column : columns) {
      cells.addPOJO(column.cell().apply(object, now));
    }
    RowConditions.of(object).ifPresent(conditions -> row.set("conditions", conditions));
    switch (include) {
      case OBJECT -> row.set("object", object);
      case METADATA -> row.set("object", ObjectViews.partialMetadata(object, metaVersion));
      case NONE -> row.putNull("object");
    }
    return row;
  }

  /** A table of one row, with the list metadata of its object. */
  public ObjectNode single(ObjectNode object, boolean withColumns) {
    ObjectNode table = table(withColumns);
    ((ObjectNode) table.path("metadata"))
        .put("resourceVersion", Json.text(object.path("metadata"), "resourceVersion"));
    table.putArray("rows").add(row(object));
    return table;
  }
}
