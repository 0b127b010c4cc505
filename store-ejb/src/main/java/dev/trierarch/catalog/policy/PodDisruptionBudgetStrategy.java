package dev.trierarch.catalog.policy;

import dev.trierarch.catalog.Field;
import dev.trierarch.catalog.FieldErrors;
import dev.trierarch.catalog.ResourceStrategy;
import dev.trierarch.catalog.SelectorRules;
import tools.jackson.databind.node.ObjectNode;

/** The rules that PodDisruptionBudgets are written by. */
public final class PodDisruptionBudgetStrategy implements ResourceStrategy {

  @Override
  public void validateCreate(ObjectNode budget, FieldErrors errors) {
    Field spec = Field.root(budget, errors).get("spec");
    if (spec.get("minAvailable").isPresent() && spec.get("maxUnavailable").isPresent()) {
      spec.invalid("minAvailable and maxUnavailable cannot be both set");
    }
    SelectorRules.check(spec.get("selector"));
  }

  @Override
  public void validateUpdate(ObjectNode budget, ObjectNode old, FieldErrors errors) {
    validateCreate(budget, errors);
  }

  @Override
  public boolean allowsUnconditionalUpdate() {
    return false;
  }
}
