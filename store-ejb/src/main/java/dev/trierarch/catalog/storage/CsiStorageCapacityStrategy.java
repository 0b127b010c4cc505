package dev.trierarch.catalog.storage;

import dev.trierarch.catalog.DefaultStrategy;
import dev.trierarch.catalog.Field;
import dev.trierarch.catalog.FieldErrors;
import dev.trierarch.catalog.SelectorRules;
import dev.trierarch.catalog.Warnings;
import dev.trierarch.catalog.core.NodeLabelWarnings;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** The rules that CSIStorageCapacities are written by: only how much is left changes. */
public final class CsiStorageCapacityStrategy extends DefaultStrategy {

  @Override
  public void validateCreate(ObjectNode capacity, FieldErrors errors) {
    SelectorRules.check(Field.root(capacity, errors).get("nodeTopology"));
  }

  @Override
  public void validateUpdate(ObjectNode capacity, ObjectNode old, FieldErrors errors) {
    validateCreate(capacity, errors);
    Field root = Field.root(capacity, errors);
    for (String field : List.of("nodeTopology", "storageClassName")) {
      root.get(field).unchangedFrom(Field.root(old, errors).get(field));
    }
  }

  @Override
  public boolean allowsUnconditionalUpdate() {
    return false;
  }

  @Override
  public void warnOfCreate(Field capacity, Warnings warnings) {
    Field topology = capacity.get("nodeTopology");
    NodeLabelWarnings.mustMatch(topology, warnings);
    for (String label : topology.get("matchLabels").keys()) {
      NodeLabelWarnings.of(label)
          .ifPresent(text -> warnings.add(topology.at("matchLabels", label), text));
    }
  }

  @Override
  public void warnOfUpdate(Field capacity, Field old, Warnings warnings) {
    warnOfCreate(capacity, warnings);
  }
}
