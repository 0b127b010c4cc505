package dev.trierarch.catalog.scheduling;

import static dev.trierarch.catalog.constraint.Constraints.oneOf;

import dev.trierarch.catalog.constraint.ConstraintTable;
import io.fabric8.kubernetes.api.model.scheduling.v1.PriorityClass;

/** Rules of single fields of PriorityClasses. */
public final class SchedulingConstraints {

  private SchedulingConstraints() {}

  public static void declare(ConstraintTable table) {
    table.of(PriorityClass.class).field("preemptionPolicy", oneOf("PreemptLowerPriority", "Never"));
  }
}
