package dev.trierarch.registry.apply;

import dev.trierarch.schema.Schema;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Takes fields out of an object. */
final class FieldRemoval {

  private FieldRemoval() {}

  /** A copy without the fields of the set; what is emptied by that goes too. */
  static JsonNode remove(Schema schema, JsonNode value, FieldSet fields) {
    return switch (Shapes.of(schema, value)) {
      case LEAF -> value.deepCopy();
      case FIELDS -> fromFields(schema, value, fields);
      case ITEMS -> fromItems(schema, value, fields);
    };
  }

  private static ObjectNode fromFields(Schema schema, JsonNode value, FieldSet fields) {
    ObjectNode rest = JsonNodeFactory.instance.objectNode();
    for (Map.Entry<String, JsonNode> field : value.properties()) {
      String element = PathElement.field(field.getKey());
      if (!fields.hasMember(element)) {
        JsonNode kept =
            remove(Shapes.field(schema, field.getKey()), field.getValue(), fields.below(element));
        if (!isEmptied(field.getValue(), kept)) {
          rest.set(field.getKey(), kept);
        }
      }
    }
    return rest;
  }

  private static ArrayNode fromItems(Schema schema, JsonNode value, FieldSet fields) {
    ArrayNode rest = JsonNodeFactory.instance.arrayNode();
    for (JsonNode item : value) {
      String element = PathElement.item(schema, item);
      if (!fields.hasMember(element)) {
        rest.add(remove(schema.element(), item, fields.below(element)));
      }
    }
    return rest;
  }

  private static boolean isEmptied(JsonNode before, JsonNode after) {
    return after.isContainer() && after.isEmpty() && !before.isEmpty();
  }
}
