package dev.trierarch.api;

import dev.trierarch.schema.Schema;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Random objects that fit a schema; none of their values is a zero, which may mean "not set". */
public final class RandomObjects {

  private static final int DEPTH_MAX = 12;
  private static final int ITEMS_MAX = 2;

  /**
   * What would not come back as it was: a claim in a template says its kind in JSON only, a status
   * subresource is an object without fields, where a schema or something else may stand the API's
   * own schema says nothing, and some fields are written by the server, or for it alone.
   */
  private static final Set<String> LEFT_OUT =
      Set.of(
          "PersistentVolumeClaim.apiVersion",
          "PersistentVolumeClaim.kind",
          "CustomResourceSubresources.status",
          "JSONSchemaProps.items",
          "JSONSchemaProps.additionalItems",
          "JSONSchemaProps.additionalProperties",
          "JSONSchemaProps.dependencies",
          "Secret.stringData",
          "PodSpec.serviceAccount",
          "CertificateSigningRequestSpec.username",
          "CertificateSigningRequestSpec.uid",
          "CertificateSigningRequestSpec.groups",
          "CertificateSigningRequestSpec.extra");

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private final RandomGenerator random;

  public RandomObjects(RandomGenerator random) {
    this.random = random;
  }

  public ObjectNode object(Schema schema, String apiVersion, String kind) {
    ObjectNode object = properties(schema, 0);
    return object.put("apiVersion", apiVersion).put("kind", kind);
  }

  private ObjectNode properties(Schema schema, int depth) {
    ObjectNode object = NODES.objectNode();
    String definition = schema.definitionName();
    String place = definition.substring(definition.lastIndexOf('.') + 1) + ".";
    schema
        .properties()
        .forEach(
            (name, property) -> {
              boolean there = property.required() || wanted(depth);
              if (there && !LEFT_OUT.contains(place + name)) {
                object.set(name, value(property, depth + 1));
              }
            });
    return object;
  }

  /** The deeper, the less: objects are wide near their root and end. */
  private boolean wanted(int depth) {
    return depth < DEPTH_MAX && random.nextInt(100) < 80 - 12 * depth;
  }

  private JsonNode value(Schema schema, int depth) {
    if (!schema.enumeration().isEmpty()) {
      return NODES.stringNode(one(schema.enumeration()));
    }
    return switch (schema.type()) {
      case STRING -> NODES.stringNode(text());
      case BOOLEAN -> NODES.booleanNode(true);
      case INTEGER -> integer(schema.bits());
      case NUMBER -> NODES.numberNode(1 + random.nextInt(1000) / 8.0);
      case QUANTITY -> NODES.stringNode(quantity());
      case INT_OR_STRING ->
          random.nextBoolean()
              ? NODES.numberNode(1 + random.nextInt(1000))
              : NODES.stringNode(text());
      case DATE_TIME ->
          NODES.stringNode("2026-01-%02dT03:04:05Z".formatted(1 + random.nextInt(28)));
      case MICRO_TIME ->
          NODES.stringNode("2026-01-02T03:04:05.%06dZ".formatted(random.nextInt(1_000_000)));
      case BYTES -> NODES.stringNode(base64());
      case ANY -> NODES.objectNode().put(text(), text());
      case ARRAY -> array(schema, depth);
      case OBJECT -> object(schema, depth);
    };
  }

  private JsonNode object(Schema schema, int depth) {
    if (schema.isMap()) {
      ObjectNode map = NODES.objectNode();
      for (int i = random.nextInt(ITEMS_MAX) + 1; i > 0; i--) {
        map.set(text(), value(schema.element(), depth + 1));
      }
      return map;
    }
    return schema.properties().isEmpty()
        ? NODES.objectNode().put(text(), text())
        : properties(schema, depth);
  }

  private ArrayNode array(Schema schema, int depth) {
    ArrayNode array = NODES.arrayNode();
    for (int i = random.nextInt(ITEMS_MAX) + 1; i > 0; i--) {
      array.add(value(schema.element(), depth + 1));
    }
    return array;
  }

  private JsonNode integer(int bits) {
    if (bits == 64 && random.nextInt(8) == 0) {
      return NODES.numberNode((1L << 40) + random.nextInt(Integer.MAX_VALUE));
    }
    int bound = random.nextInt(4) == 0 ? Integer.MAX_VALUE : 100;
    return NODES.numberNode(1 + random.nextInt(bound));
  }

  private String quantity() {
    return 1 + random.nextInt(999) + one(List.of("m", "", "k", "Ki", "Mi", "Gi"));
  }

  private String base64() {
    byte[] bytes = new byte[1 + random.nextInt(20)];
    random.nextBytes(bytes);
    return Base64.getEncoder().encodeToString(bytes);
  }

  private String text() {
    StringBuilder text = new StringBuilder("x");
    for (int i = 4 + random.nextInt(8); i > 0; i--) {
      text.append((char) ('a' + random.nextInt(26)));
    }
    return random.nextInt(20) == 0 ? text.append("é😀\"\\").toString() : text.toString();
  }

  private <T> T one(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  /** A seed: given, or another each time; whoever uses it prints it with what fails. */
  public static long seed() {
    return Long.getLong("seed", 1);
  }
}
