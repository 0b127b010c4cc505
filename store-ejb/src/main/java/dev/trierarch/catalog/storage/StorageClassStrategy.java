package dev.trierarch.catalog.storage;

import dev.trierarch.catalog.DefaultStrategy;
import dev.trierarch.catalog.Defaults;
import dev.trierarch.catalog.Field;
import dev.trierarch.catalog.FieldErrors;
import dev.trierarch.catalog.Semantic;
import dev.trierarch.catalog.Warnings;
import dev.trierarch.catalog.core.NodeLabelWarnings;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** The rules that StorageClasses are written by: what a class promises does not change. */
public final class StorageClassStrategy extends DefaultStrategy {

  @Override
  public void setDefaults(ObjectNode storage) {
    Defaults.text(storage, "reclaimPolicy", "Delete");
    Defaults.text(storage, "volumeBindingMode", "Immediate");
  }

  @Override
  public void validateUpdate(ObjectNode storage, ObjectNode old, FieldErrors errors) {
    for (String field : List.of("parameters", "provisioner", "reclaimPolicy")) {
      if (!Semantic.same(storage.path(field), old.path(field))) {
        Field.root(storage, errors).get(field).forbidden("updates to " + field + " are forbidden.");
      }
    }
    Field.root(storage, errors)
        .get("volumeBindingMode")
        .unchangedFrom(Field.root(old, errors).get("volumeBindingMode"));
  }

  @Override
  public void warnOfCreate(Field storage, Warnings warnings) {
    for (Field topology : storage.get("allowedTopologies").items()) {
      for (Field expression : topology.get("matchLabelExpressions").items()) {
        NodeLabelWarnings.of(expression.get("key").text())
            .ifPresent(text -> warnings.add(expression.get("key"), text));
      }
    }
  }

  @Override
  public void warnOfUpdate(Field storage, Field old, Warnings warnings) {
    warnOfCreate(storage, warnings);
  }
}
