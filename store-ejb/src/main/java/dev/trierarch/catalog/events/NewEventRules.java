package dev.trierarch.catalog.events;

import dev.trierarch.catalog.Field;
import dev.trierarch.catalog.Semantic;
import java.util.List;

/** What only those who write events in their own group must say, and may not. */
final class NewEventRules {

  private static final int SERIES_MIN = 2;

  /** Fields of the core group's events that are for nobody else. */
  private static final List<String> OLD =
      List.of("firstTimestamp", "lastTimestamp", "count", "source");

  private static final List<String> LASTING =
      List.of(
          "involvedObject",
          "reason",
          "message",
          "firstTimestamp",
          "lastTimestamp",
          "count",
          "eventTime",
          "action",
          "related",
          "type");

  private NewEventRules() {}

  static void create(Field event) {
    series(event.get("series"));
    event.get("eventTime").required();
    Field type = event.get("type");
    if (!type.isText("Normal") && !type.isText("Warning")) {
      type.value("").invalid("has invalid value: " + type.text());
    }
    for (String field : OLD) {
      if (!event.get(field).isEmpty()) {
        event.get(field).value("").invalid("needs to be unset");
      }
    }
  }

  static void update(Field event, Field old) {
    if (!Semantic.same(event.get("series").node(), old.get("series").node())) {
      series(event.get("series"));
    }
    for (String field : LASTING) {
      event.get(field).unchangedFrom(old.get(field));
    }
  }

  private static void series(Field series) {
    if (!series.isPresent()) {
      return;
    }
    if (series.get("count").number() < SERIES_MIN) {
      series.get("count").value("").invalid("should be at least " + SERIES_MIN);
    }
    series.get("lastObservedTime").required();
  }
}
