package dev.trierarch.catalog.scheduling;

import dev.trierarch.catalog.DefaultStrategy;
import dev.trierarch.catalog.Defaults;
import dev.trierarch.catalog.Field;
import dev.trierarch.catalog.FieldErrors;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/** The rules that PriorityClasses are written by. */
public final class PriorityClassStrategy extends DefaultStrategy {

  private static final int USER_VALUE_MAX = 1_000_000_000;
  private static final Map<String, Long> SYSTEM =
      Map.of("system-node-critical", 2_000_001_000L, "system-cluster-critical", 2_000_000_000L);

  @Override
  public void setDefaults(ObjectNode priority) {
    Defaults.text(priority, "preemptionPolicy", "PreemptLowerPriority");
  }

  @Override
  public void validateCreate(ObjectNode priority, FieldErrors errors) {
    Field root = Field.root(priority, errors);
    Field name = root.at("metadata", "name");
    if (name.text().startsWith("system-")) {
      system(root, name);
    } else if (root.get("value").number() > USER_VALUE_MAX) {
      root.get("value")
          .forbidden("maximum allowed value of a user defined priority is " + USER_VALUE_MAX);
    }
  }

  /** Names that begin like Kubernetes' own are its own. */
  private static void system(Field root, Field name) {
    Long value = SYSTEM.get(name.text());
    if (value == null) {
      reserved(name, name.text() + " is not a known system priority class");
    } else if (root.get("value").number() != value) {
      reserved(name, "value of %s PriorityClass must be %d".formatted(name.text(), value));
    } else if (root.get("globalDefault").isTrue()) {
      reserved(name, "globalDefault of %s PriorityClass must be false".formatted(name.text()));
    }
  }

  private static void reserved(Field name, String problem) {
    name.forbidden(
        "priority class names with 'system-' prefix are reserved for system use only. error: "
            + problem);
  }

  @Override
  public void validateUpdate(ObjectNode priority, ObjectNode old, FieldErrors errors) {
    Field root = Field.root(priority, errors);
    if (root.get("value").number() != old.path("value").asLong(0)) {
      root.get("value").forbidden("may not be changed in an update.");
    }
    root.get("preemptionPolicy").unchangedFrom(Field.root(old, errors).get("preemptionPolicy"));
  }
}
