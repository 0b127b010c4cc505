package dev.trierarch.catalog.apiextensions;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * A path to a field of a schema, as rules and selectable fields give it: {@code .spec['a.b'].c}.
 */
final class SchemaPath {

  private static final Pattern SEGMENT =
      Pattern.compile("\\.([A-Za-z_][A-Za-z0-9_-]*)|\\['([^']*)'\\]");

  private SchemaPath() {}

  /** The schema of the field; empty when there is no such path, or no such field. */
  static Optional<JsonNode> find(String path, JsonNode schema) {
    Matcher segment = SEGMENT.matcher(path);
    JsonNode found = schema;
    int end = 0;
    while (end < path.length()) {
      if (!segment.find(end) || segment.start() != end) {
        return Optional.empty();
      }
      String dotted = segment.group(1);
      String name = dotted != null ? dotted : segment.group(2);
      JsonNode property = found.path("properties").path(name);
      found = property.isObject() ? property : found.path("additionalProperties");
      if (!found.isObject()) {
        return Optional.empty();
      }
      end = segment.end();
    }
    return path.isEmpty() ? Optional.empty() : Optional.of(found);
  }
}
