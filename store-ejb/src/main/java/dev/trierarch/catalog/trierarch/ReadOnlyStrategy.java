package dev.trierarch.catalog.trierarch;

import dev.trierarch.catalog.ResourceStrategy;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/** The rules of a kind that nobody writes: by which fields it can be selected. */
final class ReadOnlyStrategy implements ResourceStrategy {

  private static final List<String> OBJECT_FIELDS = List.of("resource", "namespace", "name", "uid");

  private final List<String> fields;

  /**
   * @param fields texts of the object; of {@code object} the fields of a {@link ChangedObject}
   */
  ReadOnlyStrategy(String... fields) {
    this.fields = List.of(fields);
  }

  @Override
  public Map<String, String> selectableFields(JsonNode object) {
    Map<String, String> values = new TreeMap<>();
    for (String field : fields) {
      if (field.equals("object")) {
        OBJECT_FIELDS.forEach(
            part -> values.put("object." + part, object.path("object").path(part).asString("")));
      } else {
        values.put(field, object.path(field).asString(""));
      }
    }
    return values;
  }
}
