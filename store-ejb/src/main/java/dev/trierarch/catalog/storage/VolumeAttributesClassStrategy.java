package dev.trierarch.catalog.storage;

import dev.trierarch.catalog.DefaultStrategy;
import dev.trierarch.catalog.Field;
import dev.trierarch.catalog.FieldErrors;
import dev.trierarch.catalog.Semantic;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** The rules that VolumeAttributesClasses are written by: what one stands for does not change. */
public final class VolumeAttributesClassStrategy extends DefaultStrategy {

  @Override
  public void validateUpdate(ObjectNode attributes, ObjectNode old, FieldErrors errors) {
    for (String field : List.of("driverName", "parameters")) {
      if (!Semantic.same(attributes.path(field), old.path(field))) {
        Field.root(attributes, errors)
            .get(field)
            .forbidden("updates to " + field + " are forbidden.");
      }
    }
  }
}
