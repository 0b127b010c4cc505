package dev.trierarch.catalog.core;

import dev.trierarch.catalog.Field;
import dev.trierarch.catalog.FieldErrors;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** The rules that ConfigMaps are written by. */
public final class ConfigMapStrategy extends KeyedDataStrategy {

  ConfigMapStrategy() {
    super(List.of("data", "binaryData"));
  }

  @Override
  public void validateCreate(ObjectNode configMap, FieldErrors errors) {
    super.validateCreate(configMap, errors);
    Field data = Field.root(configMap, errors).get("data");
    Field binary = Field.root(configMap, errors).get("binaryData");
    for (String key : binary.keys()) {
      if (data.key(key).isPresent()) {
        data.key(key).value(key).invalid("duplicate of key present in binaryData");
      }
    }
  }
}
