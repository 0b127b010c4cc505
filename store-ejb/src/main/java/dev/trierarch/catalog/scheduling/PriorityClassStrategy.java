package dev.trierarch.catalog.scheduling;

import dev.trierarch.catalog.DefaultStrategy;
import dev.trierarch.catalog.Defaults;
import dev.trierarch.catalog.Field;
import dev.trierarch.catalog.FieldErrors;
import dev.trierarch.catalog.Semantic;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** The rules that PriorityClasses are written by. */
public final class PriorityClassStrategy extends DefaultStrategy {

  private static final int USER_VALUE_MAX = 1_000_000_000;

  @Override
  public void setDefaults(ObjectNode priority) {
    Defaults.text(priority, "preemptionPolicy", "PreemptLowerPriority");
  }

  @Override
  public void validateCreate(ObjectNode priority, FieldErrors errors) {
    Field root = Field.root(priority, errors);
    boolean system = root.at("metadata", "name").text().startsWith("system-");
    if (!system && root.get("value").number() > USER_VALUE_MAX) {
      root.get("value")
          .forbidden("maximum allowed value of a user defined priority is " + USER_VALUE_MAX);
    }
  }

  @Override
  public void validateUpdate(ObjectNode priority, ObjectNode old, FieldErrors errors) {
    Field root = Field.root(priority, errors);
    for (String field : List.of("value", "preemptionPolicy")) {
      if (!Semantic.same(priority.path(field), old.path(field))) {
        root.get(field).forbidden("may not be changed in an update.");
      }
    }
  }
}
