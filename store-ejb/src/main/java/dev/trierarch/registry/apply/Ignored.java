package dev.trierarch.registry.apply;

import dev.trierarch.catalog.ResourceType;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** The fields that nobody owns: what identifies an object, and what a subresource may not touch. */
final class Ignored {

  private static final FieldSet IDENTITY = new FieldSet();

  static {
    for (String field : List.of("apiVersion", "kind", "metadata")) {
      IDENTITY.insert(List.of(PathElement.field(field)));
    }
    for (String field :
        List.of(
            "name",
            "namespace",
            "creationTimestamp",
            "selfLink",
            "uid",
            "generation",
            "managedFields",
            "resourceVersion")) {
      IDENTITY.insert(List.of(PathElement.field("metadata"), PathElement.field(field)));
    }
  }

  private Ignored() {}

  static FieldSet strip(FieldSet fields) {
    return fields.difference(IDENTITY);
  }

  /** Takes out what a write of this subresource leaves as it is. */
  static void drop(ResourceType type, String subresource, ObjectNode applied) {
    if (subresource.equals("status")) {
      applied.retain("apiVersion", "kind", "metadata", "status");
    } else if (type.hasSubresource("status")) {
      applied.remove("status");
    }
  }
}
