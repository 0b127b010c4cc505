package dev.trierarch.registry;

import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Puts an object's former state back, but for the record of who owns which field. */
final class Restore {

  private Restore() {}

  static void all(ObjectNode object, ObjectNode old) {
    JsonNode managedFields = Trees.at(object, "metadata", "managedFields");
    for (String field : List.copyOf(object.propertyNames())) {
      object.remove(field);
    }
    object.setAll(old.deepCopy());
    if (!managedFields.isMissingNode()) {
      Trees.metadata(object).set("managedFields", managedFields);
    }
  }
}
