package dev.trierarch.catalog.storage;

import dev.trierarch.catalog.DefaultStrategy;
import dev.trierarch.catalog.Field;
import dev.trierarch.catalog.FieldErrors;
import dev.trierarch.catalog.Semantic;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/** The rules that CSINodes are written by: a driver that is there stays as it is. */
public final class CsiNodeStrategy extends DefaultStrategy {

  private static final int NODE_ID_CHARACTERS_MAX = 192;

  @Override
  public void validateCreate(ObjectNode node, FieldErrors errors) {
    Field drivers = Field.root(node, errors).at("spec", "drivers");
    drivers.uniqueBy("name");
    for (Field driver : drivers.items()) {
      Field id = driver.get("nodeID");
      if (id.text().length() > NODE_ID_CHARACTERS_MAX) {
        id.invalid("must be " + NODE_ID_CHARACTERS_MAX + " characters or less");
      }
      Set<String> keys = new HashSet<>();
      for (Field key : driver.get("topologyKeys").items()) {
        if (!keys.add(key.text())) {
          key.duplicate();
        }
      }
    }
  }

  @Override
  public void validateUpdate(ObjectNode node, ObjectNode old, FieldErrors errors) {
    validateCreate(node, errors);
    for (Field driver : Field.root(node, errors).at("spec", "drivers").items()) {
      for (Field former : Field.root(old, errors).at("spec", "drivers").items()) {
        if (former.get("name").isText(driver.get("name").text())) {
          unchanged(driver.saidAt(Field.root(node, errors).get("CSINodeDriver")), former);
        }
      }
    }
  }

  /** How many volumes fit may change. */
  private static void unchanged(Field driver, Field former) {
    boolean same =
        List.of("nodeID", "topologyKeys").stream()
            .allMatch(field -> Semantic.same(driver.get(field).node(), former.get(field).node()));
    if (!same) {
      driver.invalid("field is immutable");
    }
  }

  @Override
  public boolean allowsUnconditionalUpdate() {
    return false;
  }
}
