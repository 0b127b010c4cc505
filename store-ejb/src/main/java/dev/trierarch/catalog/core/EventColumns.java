package dev.trierarch.catalog.core;

import dev.trierarch.catalog.Ages;
import dev.trierarch.catalog.Cells;
import dev.trierarch.catalog.Column;
import dev.trierarch.catalog.Columns;
import java.time.Instant;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** How Events are shown in tables, in both their shapes. */
public final class EventColumns {

  private EventColumns() {}

  /** The columns; the name comes last, since nobody looks for it. */
  public static final List<Column> ALL =
      List.of(
          Columns.timed("Last Seen", "When it happened last.", EventColumns::lastSeen),
          Columns.text("Type", "Normal or Warning.", event -> Cells.text(event, "type")),
          Columns.text("Reason", "Why, in a word.", event -> Cells.text(event, "reason")),
          Columns.text("Object", "What it is about.", EventColumns::object),
          Columns.wide(
              "Subobject",
              "The part of the object that it is about.",
              event -> Cells.text(regarding(event), "fieldPath")),
          Columns.wide("Source", "Who reports it.", EventColumns::source),
          Columns.text("Message", "What happened.", EventColumns::message),
          new Column(
              "First Seen", "string", "", "When it happened first.", 1, EventColumns::firstSeen),
          Columns.wide("Count", "How often it happened.", EventColumns::count),
          new Column(
              "Name",
              "string",
              "name",
              "The event's own name.",
              1,
              (event, now) -> Cells.text(event, "metadata", "name")));

  private static JsonNode either(JsonNode event, String core, String newer) {
    return event.has(core) ? event.path(core) : event.path(newer);
  }

  private static JsonNode regarding(JsonNode event) {
    return either(event, "involvedObject", "regarding");
  }

  private static Object object(JsonNode event) {
    JsonNode regarding = regarding(event);
    String kind = Cells.lower(Cells.text(regarding, "kind"));
    String name = Cells.text(regarding, "name");
    return name.isEmpty() ? kind : kind + "/" + name;
  }

  private static Object message(JsonNode event) {
    return either(event, "message", "note").asString("").strip();
  }

  private static Object source(JsonNode event) {
    JsonNode source = either(event, "source", "deprecatedSource");
    JsonNode controller = either(event, "reportingComponent", "reportingController");
    String component = firstSaid(source.path("component"), controller);
    String host = firstSaid(source.path("host"), event.path("reportingInstance"));
    return host.isEmpty() ? component : component + ", " + host;
  }

  private static String firstSaid(JsonNode first, JsonNode otherwise) {
    String text = first.asString("");
    return text.isEmpty() ? otherwise.asString("") : text;
  }

  private static Object firstSeen(JsonNode event, Instant now) {
    JsonNode first = either(event, "firstTimestamp", "deprecatedFirstTimestamp");
    return Ages.since(first.asString("").isEmpty() ? event.path("eventTime") : first, now);
  }

  private static Object lastSeen(JsonNode event, Instant now) {
    if (event.path("series").isObject()) {
      return Ages.since(Cells.at(event, "series", "lastObservedTime"), now);
    }
    JsonNode last = either(event, "lastTimestamp", "deprecatedLastTimestamp");
    return last.asString("").isEmpty() ? firstSeen(event, now) : Ages.since(last, now);
  }

  private static Object count(JsonNode event) {
    if (event.path("series").isObject()) {
      return Cells.number(event, "series", "count");
    }
    return Math.max(1, either(event, "count", "deprecatedCount").asLong(0));
  }
}
