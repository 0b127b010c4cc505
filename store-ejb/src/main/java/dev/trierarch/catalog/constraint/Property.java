package dev.trierarch.catalog.constraint;

import java.util.Map;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;

/**
 * One property of a model class.
 *
 * @param name in JSON
 * @param field its name in the class
 * @param elementType of a list's elements or a map's values; of anything else, the type
 * @param constrained whether it has constraints of its own
 * @param number whether it is zero where nothing is said
 * @param implied whether it is an object that is there even where nothing is said of it
 * @param below what its value, or each element, is walked by; null where nothing below is
 *     constrained
 * @param known what passed its constraints before
 */
record Property(
    Class<?> model,
    String name,
    String field,
    Class<?> type,
    Class<?> elementType,
    boolean constrained,
    boolean number,
    boolean implied,
    Supplier<Shape> below,
    KnownValues known) {

  /** Whether nothing is said of a number, which is zero then. */
  boolean isZero(JsonNode value) {
    return number && (value.isMissingNode() || value.isNull());
  }

  /** The value as errors show it. */
  Object shown(JsonNode value) {
    if (value.isString()) {
      return value.stringValue();
    }
    boolean absent = value.isMissingNode() || value.isNull();
    return absent ? (number ? 0 : Map.of()) : value;
  }
}
