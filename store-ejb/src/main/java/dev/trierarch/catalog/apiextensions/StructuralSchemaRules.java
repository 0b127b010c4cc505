package dev.trierarch.catalog.apiextensions;

import dev.trierarch.catalog.Field;
import java.util.List;

/** Validates that a schema says of every field what it is, so that unknown ones can be pruned. */
final class StructuralSchemaRules {

  private static final List<String> UNSUPPORTED =
      List.of("$ref", "additionalItems", "definitions", "dependencies", "id", "patternProperties");
  private static final List<String> EXTENSIONS =
      List.of(
          "x-kubernetes-preserve-unknown-fields",
          "x-kubernetes-embedded-resource",
          "x-kubernetes-int-or-string",
          "x-kubernetes-list-map-keys",
          "x-kubernetes-list-type",
          "x-kubernetes-map-type",
          "x-kubernetes-validations");
  private static final List<String> JUNCTORS = List.of("allOf", "anyOf", "oneOf");

  private StructuralSchemaRules() {}

  static void check(Field schema) {
    if (!schema.get("type").isEmpty() && !schema.get("type").isText("object")) {
      schema.get("type").invalid("must be object at the root");
    }
    if (schema.get("nullable").isTrue()) {
      schema.get("nullable").forbidden("nullable cannot be true at the root");
    }
    schema.get("additionalProperties").absent("must not be used at the root");
    ResourceRules.meta(schema);
    for (String name : ResourceRules.META) {
      noDefaults(schema.get("properties").key(name), name);
    }
    structure(schema, "must not be empty at the root");
  }

  private static void noDefaults(Field schema, String where) {
    schema.get("default").absent("must not be set in top-level " + where);
    for (String name : schema.get("properties").keys()) {
      noDefaults(schema.get("properties").key(name), where);
    }
  }

  /** Checks a part that says what a value is. */
  private static void structure(Field schema, String typeMissing) {
    Field type = schema.get("type");
    boolean open =
        schema.get("x-kubernetes-int-or-string").isTrue()
            || schema.get("x-kubernetes-preserve-unknown-fields").isTrue();
    if (type.isEmpty() && !open) {
      type.missing(typeMissing);
    }
    if (type.isText("null")) {
      type.forbidden("type cannot be set to null, use nullable as an alternative");
    } else {
      type.oneOf("array", "boolean", "integer", "number", "object", "string");
    }
    if (type.isText("array") && !schema.get("items").isPresent()) {
      schema.get("items").missing("must be specified");
    }
    if (!schema.get("properties").isEmpty()
        && schema.get("additionalProperties").node().isObject()) {
      schema
          .get("additionalProperties")
          .forbidden("additionalProperties and properties are mutual exclusive");
    }
    if (schema.get("x-kubernetes-int-or-string").isTrue()) {
      notWithIntOrString(schema, "x-kubernetes-preserve-unknown-fields");
      notWithIntOrString(schema, "x-kubernetes-embedded-resource");
    }
    ResourceRules.embedded(schema);
    ExpressionRules.forms(schema);
    everywhere(schema);
    parts(schema);
    JUNCTORS.forEach(
        junctor -> schema.get(junctor).items().forEach(condition -> complete(condition, schema)));
    complete(schema.get("not"), schema);
  }

  private static void notWithIntOrString(Field schema, String extension) {
    if (schema.get(extension).isTrue()) {
      schema.get(extension).invalid("must be false if x-kubernetes-int-or-string is true");
    }
  }

  /** What a condition is about must be described by the structure too. */
  private static void complete(Field condition, Field structure) {
    for (String name : condition.get("properties").keys()) {
      Field part = condition.get("properties").key(name);
      Field described = structure.get("properties").key(name);
      if (described.node().isObject()) {
        complete(part, described);
      } else {
        described.missing("because it is defined in " + part.path());
      }
    }
    Field items = condition.get("items");
    if (items.node().isObject() && structure.get("items").node().isObject()) {
      complete(items, structure.get("items"));
    } else if (items.node().isObject()) {
      structure.get("items").missing("because it is defined in " + items.path());
    }
    for (String junctor : JUNCTORS) {
      condition.get(junctor).items().forEach(part -> complete(part, structure));
    }
    if (condition.get("not").isPresent()) {
      complete(condition.get("not"), structure);
    }
  }

  private static void parts(Field schema) {
    for (String name : schema.get("properties").keys()) {
      structure(
          schema.get("properties").key(name), "must not be empty for specified object fields");
    }
    if (schema.get("items").node().isObject()) {
      structure(schema.get("items"), "must not be empty for specified array items");
    }
    if (schema.get("additionalProperties").node().isObject()) {
      structure(
          schema.get("additionalProperties"), "must not be empty for specified object fields");
    }
    JUNCTORS.forEach(
        junctor -> schema.get(junctor).items().forEach(StructuralSchemaRules::condition));
    if (schema.get("not").isPresent()) {
      condition(schema.get("not"));
    }
  }

  /** Checks a part that only says more of a value whose structure stands elsewhere. */
  private static void condition(Field schema) {
    for (String field : List.of("type", "title", "description", "default", "nullable")) {
      boolean intOrString =
          field.equals("type") && !schema.get(field).isEmpty() && isIntOrString(schema);
      if (!schema.get(field).isEmpty() && !intOrString) {
        schema.get(field).forbidden("must be empty to be structural");
      }
    }
    for (String field : EXTENSIONS) {
      schema.get(field).absent("must be empty to be structural");
    }
    schema.get("additionalProperties").absent("must be undefined to be structural");
    everywhere(schema);
    schema.get("properties").keys().forEach(name -> condition(schema.get("properties").key(name)));
    if (schema.get("items").node().isObject()) {
      condition(schema.get("items"));
    }
    JUNCTORS.forEach(
        junctor -> schema.get(junctor).items().forEach(StructuralSchemaRules::condition));
  }

  /** {@code anyOf: [{type: integer}, {type: string}]} is how a number or a text is said. */
  private static boolean isIntOrString(Field schema) {
    return schema.keys().size() == 1
        && (schema.get("type").isText("integer") || schema.get("type").isText("string"));
  }

  private static void everywhere(Field schema) {
    for (String field : UNSUPPORTED) {
      schema.get(field).absent(field + " is not supported");
    }
    if (schema.get("items").node().isArray()) {
      schema.get("items").forbidden("items must be a schema object and not an array");
    }
    if (schema.get("x-kubernetes-preserve-unknown-fields").isPresent()
        && !schema.get("x-kubernetes-preserve-unknown-fields").isTrue()) {
      schema.get("x-kubernetes-preserve-unknown-fields").invalid("must be true or undefined");
    }
    MergeTypeRules.check(schema);
    if (schema.get("uniqueItems").isTrue()) {
      schema
          .get("uniqueItems")
          .forbidden(
              "uniqueItems cannot be set to true since the runtime complexity becomes quadratic");
    }
  }
}
