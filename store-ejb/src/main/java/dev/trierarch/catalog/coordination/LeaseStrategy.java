package dev.trierarch.catalog.coordination;

import dev.trierarch.catalog.DefaultStrategy;
import dev.trierarch.catalog.Field;
import dev.trierarch.catalog.FieldErrors;
import tools.jackson.databind.node.ObjectNode;

/** The rules that Leases are written by. */
public final class LeaseStrategy extends DefaultStrategy {

  @Override
  public void validateCreate(ObjectNode lease, FieldErrors errors) {
    Field spec = Field.root(lease, errors).get("spec");
    spec.get("leaseDurationSeconds").positive();
    spec.get("leaseTransitions").notNegative();
  }

  @Override
  public void validateUpdate(ObjectNode lease, ObjectNode old, FieldErrors errors) {
    validateCreate(lease, errors);
  }

  @Override
  public boolean allowsUnconditionalUpdate() {
    return false;
  }
}
