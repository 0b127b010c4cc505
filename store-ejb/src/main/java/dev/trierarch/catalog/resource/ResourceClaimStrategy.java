package dev.trierarch.catalog.resource;

import dev.trierarch.catalog.Defaults;
import dev.trierarch.catalog.Field;
import dev.trierarch.catalog.FieldErrors;
import dev.trierarch.catalog.ResourceStrategy;
import tools.jackson.databind.node.ObjectNode;

/** The rules that ResourceClaims are written by: what is claimed does not change. */
public final class ResourceClaimStrategy implements ResourceStrategy {

  @Override
  public void setDefaults(ObjectNode claim) {
    DeviceClaims.setDefaults(Defaults.child(claim, "spec"));
  }

  @Override
  public void validateCreate(ObjectNode claim, FieldErrors errors) {
    DeviceClaims.check(Field.root(claim, errors).get("spec"));
  }

  @Override
  public void validateUpdate(ObjectNode claim, ObjectNode old, FieldErrors errors) {
    Field.root(claim, errors).get("spec").unchangedFrom(Field.root(old, errors).get("spec"));
  }
}
