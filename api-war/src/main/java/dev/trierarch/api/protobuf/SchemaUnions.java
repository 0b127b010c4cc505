package dev.trierarch.api.protobuf;

import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Places in the schemas of custom resources where JSON has one of two things: a schema, or a list
 * or a yes-or-no. Protobuf has a message with a field for each.
 */
final class SchemaUnions {

  private static final String PREFIX =
      "k8s.io.apiextensions_apiserver.pkg.apis.apiextensions.v1.JSONSchemaPropsOr";
  private static final String OR_BOOL = PREFIX + "Bool";
  private static final String OR_ARRAY = PREFIX + "Array";
  private static final Set<String> UNIONS = Set.of(OR_BOOL, OR_ARRAY, PREFIX + "StringArray");

  private SchemaUnions() {}

  static boolean isUnion(String type) {
    return UNIONS.contains(type);
  }

  /** What JSON has for a message's fields. */
  static JsonNode toJson(String type, ObjectNode fields) {
    if (fields.has("schema")) {
      return fields.get("schema");
    }
    if (type.equals(OR_BOOL)) {
      return JsonNodeFactory.instance.booleanNode(fields.has("allows"));
    }
    return fields.path(listField(type));
  }

  /** The message's fields for what JSON has. */
  static ObjectNode toFields(String type, JsonNode json) {
    ObjectNode fields = JsonNodeFactory.instance.objectNode();
    if (json.isObject()) {
      fields.set("schema", json);
    } else if (json.isArray()) {
      fields.set(listField(type), json);
    }
    if (type.equals(OR_BOOL)) {
      fields.put("allows", json.isObject() || json.asBoolean(false));
    }
    return fields;
  }

  private static String listField(String type) {
    return type.equals(OR_ARRAY) ? "jSONSchemas" : "property";
  }
}
