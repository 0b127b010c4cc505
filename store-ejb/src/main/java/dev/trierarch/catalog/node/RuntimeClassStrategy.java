package dev.trierarch.catalog.node;

import dev.trierarch.catalog.DefaultStrategy;
import dev.trierarch.catalog.Field;
import dev.trierarch.catalog.FieldErrors;
import dev.trierarch.catalog.Warnings;
import dev.trierarch.catalog.core.NodeLabelWarnings;
import dev.trierarch.catalog.core.SchedulingRules;
import tools.jackson.databind.node.ObjectNode;

/** The rules that RuntimeClasses are written by: what runs the pods of one does not change. */
public final class RuntimeClassStrategy extends DefaultStrategy {

  @Override
  public void validateCreate(ObjectNode runtimeClass, FieldErrors errors) {
    Field.root(runtimeClass, errors)
        .at("scheduling", "tolerations")
        .items()
        .forEach(SchedulingRules::toleration);
  }

  @Override
  public void validateUpdate(ObjectNode runtimeClass, ObjectNode old, FieldErrors errors) {
    validateCreate(runtimeClass, errors);
    Field.root(runtimeClass, errors)
        .get("handler")
        .unchangedFrom(Field.root(old, errors).get("handler"));
  }

  @Override
  public void warnOfCreate(Field runtimeClass, Warnings warnings) {
    Field selector = runtimeClass.at("scheduling", "nodeSelector");
    for (String label : selector.keys()) {
      NodeLabelWarnings.of(label).ifPresent(text -> warnings.add(selector, text));
    }
  }

  @Override
  public void warnOfUpdate(Field runtimeClass, Field old, Warnings warnings) {
    warnOfCreate(runtimeClass, warnings);
  }
}
