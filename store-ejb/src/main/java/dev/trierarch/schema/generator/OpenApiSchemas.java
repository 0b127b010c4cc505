package dev.trierarch.schema.generator;

import dev.trierarch.schema.generator.Definition.Property;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Writes definitions as OpenAPI schemas, in the dialect of version 2 or 3. */
final class OpenApiSchemas {

  private static final String META = "io.k8s.apimachinery.pkg.apis.meta.v1.";
  private static final String RUNTIME = "io.k8s.apimachinery.pkg.";
  private static final Map<String, String> NAMED_SCALARS =
      Map.of(
          "date-time", META + "Time",
          "micro-time", META + "MicroTime",
          "quantity", RUNTIME + "api.resource.Quantity",
          "int-or-string", RUNTIME + "util.intstr.IntOrString",
          "object", RUNTIME + "runtime.RawExtension",
          "any", "io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.JSON");

  private final boolean version3;
  private final JsonNodeFactory nodes = JsonNodeFactory.instance;

  OpenApiSchemas(boolean version3) {
    this.version3 = version3;
  }

  /** {@code $ref} to a definition. */
  ObjectNode reference(String definition) {
    String where = version3 ? "#/components/schemas/" : "#/definitions/";
    return nodes.objectNode().put("$ref", where + definition);
  }

  /** All definitions by name, the named scalars among them. */
  Map<String, ObjectNode> all(List<Definition> definitions) {
    Map<String, ObjectNode> all = new TreeMap<>();
    definitions.forEach(definition -> all.put(definition.name(), schema(definition)));
    NAMED_SCALARS.forEach((scalar, name) -> all.put(name, namedScalar(scalar)));
    return all;
  }

  private ObjectNode namedScalar(String scalar) {
    ObjectNode schema = nodes.objectNode();
    switch (scalar) {
      case "date-time", "micro-time" ->
          schema
              .put("description", "A point in time, as RFC 3339 writes it.")
              .put("type", "string")
              .put("format", "date-time");
      case "quantity" -> {
        schema.put(
            "description",
            "A fixed-point number with an optional suffix, such as 500m, 2 or 1.5Gi.");
        typeOrTypes(schema, "number");
      }
      case "int-or-string" -> {
        schema.put("description", "A whole number, or a string such as a percentage or a name.");
        typeOrTypes(schema, "integer");
        schema.put("format", "int-or-string");
      }
      case "object" ->
          schema.put("description", "An object of any kind, kept as it is.").put("type", "object");
      default -> schema.put("description", "Any JSON value.");
    }
    return schema;
  }

  private void typeOrTypes(ObjectNode schema, String otherType) {
    if (version3) {
      ArrayNode choice = schema.putArray("oneOf");
      choice.addObject().put("type", "string");
      choice.addObject().put("type", otherType);
    } else {
      schema.put("type", "string");
    }
  }

  private ObjectNode schema(Definition definition) {
    ObjectNode schema = nodes.objectNode();
    if (!definition.description().isEmpty()) {
      schema.put("description", definition.description());
    }
    schema.put("type", "object");
    List<String> required =
        definition.properties().stream().filter(Property::required).map(Property::name).toList();
    if (!required.isEmpty()) {
      ArrayNode names = schema.putArray("required");
      required.forEach(names::add);
    }
    if (!definition.properties().isEmpty()) {
      ObjectNode properties = schema.putObject("properties");
      definition
          .properties()
          .forEach(property -> properties.set(property.name(), property(property)));
    }
    if (definition.atomic()) {
      schema.put("x-kubernetes-map-type", "atomic");
    }
    if (definition.kind()) {
      schema.putArray("x-kubernetes-group-version-kind").add(groupVersionKind(definition));
    }
    return schema;
  }

  private ObjectNode groupVersionKind(Definition definition) {
    return nodes
        .objectNode()
        .put("group", definition.group())
        .put("kind", definition.shortName())
        .put("version", definition.version());
  }

  private ObjectNode property(Property property) {
    ObjectNode schema = type(property.type());
    if (version3 && schema.has("$ref")) {
      ObjectNode wrapped = nodes.objectNode();
      wrapped.putArray("allOf").add(schema);
      schema = wrapped;
      if (property.type().startsWith("#")) {
        schema.putObject("default");
      }
    }
    if (!property.description().isEmpty()) {
      schema.put("description", property.description());
    }
    addFacts(schema, property);
    return schema;
  }

  private void addFacts(ObjectNode schema, Property property) {
    property
        .fact("default")
        .ifPresent(json -> schema.set("default", JsonMapper.shared().readTree(json)));
    if (version3) {
      property
          .fact("enum")
          .ifPresent(values -> addAll(schema.putArray("enum"), values.split("\\|", -1)));
    }
    property
        .fact("list")
        .ifPresent(
            text -> {
              schema.put("x-kubernetes-list-type", before(text));
              if (text.startsWith("map(")) {
                addAll(
                    schema.putArray("x-kubernetes-list-map-keys"), inBrackets(text).split(",", -1));
              }
            });
    property.fact("map").ifPresent(text -> schema.put("x-kubernetes-map-type", text));
    property
        .fact("patch")
        .ifPresent(
            text -> {
              schema.put("x-kubernetes-patch-strategy", before(text));
              if (text.indexOf('(') > 0) {
                schema.put("x-kubernetes-patch-merge-key", inBrackets(text));
              }
            });
  }

  private ObjectNode type(String type) {
    ObjectNode schema = nodes.objectNode();
    if (type.startsWith("[]")) {
      schema.put("type", "array").set("items", element(type.substring(2)));
    } else if (type.startsWith("{}")) {
      schema.put("type", "object").set("additionalProperties", element(type.substring(2)));
    } else if (type.startsWith("#")) {
      return reference(type.substring(1));
    } else if (NAMED_SCALARS.containsKey(type)) {
      return reference(NAMED_SCALARS.get(type));
    } else {
      scalar(schema, type);
    }
    return schema;
  }

  /** In version 3 a struct in a list or map has the empty default, as upstream writes it. */
  private ObjectNode element(String type) {
    ObjectNode schema = type(type);
    if (!version3 || !schema.has("$ref")) {
      return schema;
    }
    ObjectNode wrapped = nodes.objectNode();
    wrapped.putArray("allOf").add(schema);
    if (type.startsWith("#")) {
      wrapped.putObject("default");
    }
    return wrapped;
  }

  private static void scalar(ObjectNode schema, String type) {
    switch (type) {
      case "int32", "int64" -> schema.put("type", "integer").put("format", type);
      case "number" -> schema.put("type", "number").put("format", "double");
      case "bytes" -> schema.put("type", "string").put("format", "byte");
      default -> schema.put("type", type);
    }
  }

  private static void addAll(ArrayNode array, String[] values) {
    for (String value : values) {
      array.add(value);
    }
  }

  private static String before(String text) {
    int bracket = text.indexOf('(');
    return bracket < 0 ? text : text.substring(0, bracket);
  }

  private static String inBrackets(String text) {
    return text.substring(text.indexOf('(') + 1, text.length() - 1);
  }
}
