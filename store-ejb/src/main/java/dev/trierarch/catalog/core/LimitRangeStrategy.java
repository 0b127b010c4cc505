package dev.trierarch.catalog.core;

import dev.trierarch.catalog.DefaultStrategy;
import dev.trierarch.catalog.Defaults;
import dev.trierarch.catalog.Field;
import dev.trierarch.catalog.FieldErrors;
import tools.jackson.databind.node.ObjectNode;

/** The rules that LimitRanges are written by. */
public final class LimitRangeStrategy extends DefaultStrategy {

  @Override
  public void setDefaults(ObjectNode range) {
    for (ObjectNode limit : Defaults.each(Defaults.child(range, "spec"), "limits")) {
      if (limit.path("type").asString("").equals("Container")) {
        copy(limit, "max", "default");
        copy(limit, "default", "defaultRequest");
        copy(limit, "min", "defaultRequest");
      }
    }
  }

  private static void copy(ObjectNode limit, String from, String to) {
    Defaults.find(limit, from)
        .ifPresent(
            amounts -> {
              ObjectNode target = Defaults.child(limit, to);
              amounts
                  .properties()
                  .forEach(amount -> Defaults.tree(target, amount.getKey(), amount.getValue()));
            });
  }

  @Override
  public void validateCreate(ObjectNode range, FieldErrors errors) {
    Field limits = Field.root(range, errors).at("spec", "limits").uniqueBy("type");
    limits.items().forEach(LimitRangeRules::check);
  }

  @Override
  public void validateUpdate(ObjectNode range, ObjectNode old, FieldErrors errors) {
    validateCreate(range, errors);
  }

  @Override
  public boolean createsOnUpdate() {
    return true;
  }
}
