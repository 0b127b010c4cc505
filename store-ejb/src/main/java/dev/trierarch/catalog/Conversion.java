package dev.trierarch.catalog;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Translates one served version of a kind to the version that is stored, and back. Lossless: what
 * one version cannot say is kept where the other does not look.
 */
public interface Conversion {

  /** The served version is the stored one. */
  Conversion NONE =
      new Conversion() {
        @Override
        public ObjectNode toStored(ObjectNode served) {
          return served;
        }

        @Override
        public ObjectNode fromStored(ObjectNode stored) {
          return stored;
        }

        @Override
        public String fieldLabelToStored(String label) {
          return label;
        }
      };

  /** The stored version's tree; may change and return its argument. */
  ObjectNode toStored(ObjectNode served);

  /** The served version's tree; may change and return its argument. */
  ObjectNode fromStored(ObjectNode stored);

  /** Adds what is wrong with a new object, in the stored version, by rules of this one alone. */
  default void validateCreate(ObjectNode stored, FieldErrors errors) {}

  /** Adds what is wrong with an update, in the stored version, by rules of this one alone. */
  default void validateUpdate(ObjectNode stored, ObjectNode old, FieldErrors errors) {}

  /** A field selector's label in the stored version, e.g. {@code regarding.name}'s. */
  String fieldLabelToStored(String label);

  /** Moves a field to another name, when it is there. */
  static void rename(ObjectNode object, String from, String to) {
    JsonNode value = object.remove(from);
    if (value != null) {
      object.set(to, value);
    }
  }
}
