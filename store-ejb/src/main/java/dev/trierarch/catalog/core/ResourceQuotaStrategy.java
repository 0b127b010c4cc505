package dev.trierarch.catalog.core;

import dev.trierarch.catalog.Field;
import dev.trierarch.catalog.FieldErrors;
import dev.trierarch.catalog.ResourceStrategy;
import tools.jackson.databind.node.ObjectNode;

/** The rules that ResourceQuotas are written by. */
public final class ResourceQuotaStrategy implements ResourceStrategy {

  @Override
  public void validateCreate(ObjectNode quota, FieldErrors errors) {
    Field hard = Field.root(quota, errors).at("spec", "hard");
    hard.keys().forEach(name -> hard.key(name).quantity());
  }

  @Override
  public void validateUpdate(ObjectNode quota, ObjectNode old, FieldErrors errors) {
    validateCreate(quota, errors);
    Field root = Field.root(quota, errors);
    root.at("spec", "scopes").unchangedFrom(Field.root(old, errors).at("spec", "scopes"));
  }
}
