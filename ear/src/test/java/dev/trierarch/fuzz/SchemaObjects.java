package dev.trierarch.fuzz;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Makes objects whose shape fits the server's own OpenAPI document; their values need not. */
final class SchemaObjects {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final int DEPTH_MAX = 9;
  private static final List<String> WORDS =
      List.of(
          "a",
          "web",
          "0",
          "80",
          "10.0.0.1",
          "TCP",
          "Always",
          "ClusterIP",
          "1Gi",
          "500m",
          "default",
          "kube-system",
          "*",
          "v1",
          "Pod",
          "apps",
          "*/5 * * * *",
          "a=b",
          "/var/a",
          "50%",
          "Never",
          "kubernetes.io/hostname",
          "In",
          "Exists",
          "Delete",
          "Name_1",
          "true",
          "node-1");

  private final JsonNode definitions;
  private final Map<String, String> definitionsByKind = new HashMap<>();

  /**
   * @param openApi what {@code /openapi/v2} answers
   */
  SchemaObjects(JsonNode openApi) {
    this.definitions = openApi.path("definitions");
    definitions
        .properties()
        .forEach(
            definition ->
                definition
                    .getValue()
                    .path("x-kubernetes-group-version-kind")
                    .forEach(kind -> definitionsByKind.put(key(kind), definition.getKey())));
  }

  private static String key(JsonNode kind) {
    String group = kind.path("group").asString();
    String prefix = group.isEmpty() ? "" : group + "/";
    return prefix + kind.path("version").asString() + " " + kind.path("kind").asString();
  }

  /** An object of a kind, with the fields that it must have and some of those it may have. */
  ObjectNode object(String apiVersion, String kind, RandomGenerator random) {
    String definition = definitionsByKind.get(apiVersion + " " + kind);
    ObjectNode object =
        definition == null
            ? NODES.objectNode()
            : (ObjectNode) value(definitions.path(definition), 0, random);
    object.put("apiVersion", apiVersion).put("kind", kind);
    ObjectNode metadata = object.putObject("metadata");
    metadata.putObject("labels").put("fuzz", word(random));
    return object;
  }

  private JsonNode value(JsonNode schema, int depth, RandomGenerator random) {
    String reference = schema.path("$ref").asString("");
    if (!reference.isEmpty()) {
      String name = reference.substring(reference.lastIndexOf('/') + 1);
      return value(definitions.path(name), depth + 1, random);
    }
    return switch (schema.path("type").asString("object")) {
      case "string" -> text(schema, random);
      case "integer" -> NODES.numberNode(random.nextInt(12) == 0 ? -1 : random.nextInt(300));
      case "number" -> NODES.numberNode(random.nextInt(300));
      case "boolean" -> NODES.booleanNode(random.nextBoolean());
      case "array" -> array(schema.path("items"), depth, random);
      default -> object(schema, depth, random);
    };
  }

  private static JsonNode text(JsonNode schema, RandomGenerator random) {
    return switch (schema.path("format").asString("")) {
      case "date-time" -> NODES.stringNode("2026-01-02T03:04:05Z");
      case "byte" -> NODES.stringNode("aGVsbG8=");
      case "int-or-string" ->
          random.nextBoolean() ? NODES.numberNode(random.nextInt(100)) : NODES.stringNode("25%");
      default -> NODES.stringNode(word(random));
    };
  }

  private static String word(RandomGenerator random) {
    return WORDS.get(random.nextInt(WORDS.size()));
  }

  private ArrayNode array(JsonNode items, int depth, RandomGenerator random) {
    ArrayNode array = NODES.arrayNode();
    int size = depth > DEPTH_MAX ? 0 : random.nextInt(3);
    for (int i = 0; i < size; i++) {
      array.add(value(items, depth + 1, random));
    }
    return array;
  }

  private ObjectNode object(JsonNode schema, int depth, RandomGenerator random) {
    ObjectNode object = NODES.objectNode();
    JsonNode required = schema.path("required");
    for (Map.Entry<String, JsonNode> property : schema.path("properties").properties()) {
      boolean wanted = contains(required, property.getKey()) || random.nextInt(3 + depth) == 0;
      if (wanted && depth <= DEPTH_MAX) {
        object.set(property.getKey(), value(property.getValue(), depth + 1, random));
      }
    }
    JsonNode others = schema.path("additionalProperties");
    if (others.isObject() && depth <= DEPTH_MAX && random.nextBoolean()) {
      object.set(word(random), value(others, depth + 1, random));
    }
    return object;
  }

  private static boolean contains(JsonNode names, String name) {
    for (JsonNode each : names) {
      if (each.asString().equals(name)) {
        return true;
      }
    }
    return false;
  }
}
