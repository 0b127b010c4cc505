package dev.trierarch.catalog.events;

import dev.trierarch.catalog.Conversion;
import dev.trierarch.catalog.Field;
import dev.trierarch.catalog.FieldErrors;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/** Between {@code events.k8s.io/v1} and the core Event that is stored: other names, same facts. */
final class EventConversion implements Conversion {

  /** Served name to stored name. */
  private static final Map<String, String> NAMES =
      Map.of(
          "regarding", "involvedObject",
          "note", "message",
          "reportingController", "reportingComponent",
          "deprecatedSource", "source",
          "deprecatedFirstTimestamp", "firstTimestamp",
          "deprecatedLastTimestamp", "lastTimestamp",
          "deprecatedCount", "count");

  @Override
  public ObjectNode toStored(ObjectNode served) {
    NAMES.forEach((newName, coreName) -> Conversion.rename(served, newName, coreName));
    served.put("apiVersion", "v1");
    return served;
  }

  @Override
  public ObjectNode fromStored(ObjectNode stored) {
    NAMES.forEach((newName, coreName) -> Conversion.rename(stored, coreName, newName));
    stored.put("apiVersion", "events.k8s.io/v1");
    return stored;
  }

  @Override
  public String fieldLabelToStored(String label) {
    return label.startsWith("regarding.")
        ? "involvedObject." + label.substring("regarding.".length())
        : NAMES.getOrDefault(label, label);
  }

  @Override
  public void validateCreate(ObjectNode event, FieldErrors errors) {
    NewEventRules.create(Field.root(event, errors));
  }

  @Override
  public void validateUpdate(ObjectNode event, ObjectNode old, FieldErrors errors) {
    NewEventRules.update(Field.root(event, errors), Field.root(old, errors));
  }
}
