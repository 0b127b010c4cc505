package dev.trierarch.catalog.storage;

import dev.trierarch.catalog.DefaultStrategy;
import dev.trierarch.catalog.Field;
import dev.trierarch.catalog.FieldErrors;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** The rules that CSINodes are written by: a driver that is there stays as it is. */
public final class CsiNodeStrategy extends DefaultStrategy {

  @Override
  public void validateCreate(ObjectNode node, FieldErrors errors) {
    Field.root(node, errors).at("spec", "drivers").uniqueBy("name");
  }

  @Override
  public void validateUpdate(ObjectNode node, ObjectNode old, FieldErrors errors) {
    validateCreate(node, errors);
    for (Field driver : Field.root(node, errors).at("spec", "drivers").items()) {
      for (Field former : Field.root(old, errors).at("spec", "drivers").items()) {
        if (former.get("name").isText(driver.get("name").text())) {
          for (String field : List.of("nodeID", "topologyKeys")) {
            driver.get(field).unchangedFrom(former.get(field));
          }
        }
      }
    }
  }

  @Override
  public boolean allowsUnconditionalUpdate() {
    return false;
  }
}
