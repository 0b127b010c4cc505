package dev.trierarch.catalog.resource;

import dev.trierarch.catalog.Defaults;
import dev.trierarch.catalog.Field;
import dev.trierarch.catalog.FieldErrors;
import dev.trierarch.catalog.ResourceStrategy;
import dev.trierarch.catalog.Semantic;
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

  @Override
  public void validateStatusUpdate(ObjectNode claim, ObjectNode old, FieldErrors errors) {
    Field root = Field.root(claim, errors);
    Field status = root.get("status");
    Field former = Field.root(old, errors).get("status");
    Field reserved = status.get("reservedFor").uniqueBy("uid");
    Field allocation = status.get("allocation");
    if (!reserved.isEmpty() && !allocation.isPresent()) {
      reserved.forbidden("may not be specified when `allocated` is not set");
    } else if (root.at("metadata", "deletionTimestamp").isPresent()
        && reserved.items().stream().anyMatch(one -> !holds(former.get("reservedFor"), one))) {
      reserved.forbidden(
          "new entries may not be added while `deallocationRequested` or `deletionTimestamp` are"
              + " set");
    }
    if (allocation.isPresent() && former.get("allocation").isPresent()) {
      allocation.unchangedFrom(former.get("allocation"));
    } else if (allocation.isPresent()) {
      AllocationRules.check(allocation, root.at("spec", "devices"));
    }
  }

  private static boolean holds(Field list, Field wanted) {
    return list.items().stream().anyMatch(one -> Semantic.same(one.node(), wanted.node()));
  }
}
