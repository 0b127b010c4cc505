package dev.trierarch.catalog.core;

import dev.trierarch.catalog.Defaults;
import dev.trierarch.catalog.Field;
import dev.trierarch.catalog.FieldErrors;
import dev.trierarch.catalog.ResourceStrategy;
import tools.jackson.databind.node.ObjectNode;

/** The rules that ResourceQuotas are written by. */
public final class ResourceQuotaStrategy implements ResourceStrategy {

  @Override
  public void setDefaults(ObjectNode quota) {
    Defaults.child(quota, "spec");
  }

  @Override
  public void validateUpdate(ObjectNode quota, ObjectNode old, FieldErrors errors) {
    Field root = Field.root(quota, errors);
    root.at("spec", "scopes").unchangedFrom(Field.root(old, errors).at("spec", "scopes"));
  }
}
