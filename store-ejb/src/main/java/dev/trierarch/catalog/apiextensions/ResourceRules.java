package dev.trierarch.catalog.apiextensions;

import dev.trierarch.catalog.Field;
import java.util.List;

/** Rules of the places of a schema that describe a whole resource: the root, and embedded ones. */
final class ResourceRules {

  /** What every resource has. */
  static final List<String> META = List.of("metadata", "kind", "apiVersion");

  private ResourceRules() {}

  /** Checks what a resource's schema says of that which every resource has. */
  static void meta(Field schema) {
    Field metadata = schema.get("properties").key("metadata");
    typed(metadata, "object");
    typed(schema.get("properties").key("kind"), "string");
    typed(schema.get("properties").key("apiVersion"), "string");
    boolean others =
        metadata.get("properties").keys().stream()
            .anyMatch(name -> !name.equals("name") && !name.equals("generateName"));
    if (others) {
      metadata.forbidden(
          "must not specify anything other than name and generateName, but metadata is implicitly"
              + " specified");
    }
  }

  private static void typed(Field property, String wanted) {
    Field type = property.get("type");
    if (property.isPresent() && !type.isEmpty() && !type.isText(wanted)) {
      type.invalid("must be " + wanted);
    }
  }

  /** Checks an embedded resource, if the schema describes one. */
  static void embedded(Field schema) {
    if (!schema.get("x-kubernetes-embedded-resource").isTrue()) {
      return;
    }
    Field type = schema.get("type");
    if (!type.isText("object") && !type.isEmpty()) {
      type.invalid("must be object if x-kubernetes-embedded-resource is true");
    }
    schema
        .get("additionalProperties")
        .absent("must not be used if x-kubernetes-embedded-resource is set");
    if (schema.get("properties").isEmpty()
        && !schema.get("x-kubernetes-preserve-unknown-fields").isTrue()) {
      schema
          .get("properties")
          .missing(
              "must not be empty if x-kubernetes-embedded-resource is true without"
                  + " x-kubernetes-preserve-unknown-fields");
    }
    meta(schema);
  }
}
