package dev.trierarch.catalog.coordination;

import static dev.trierarch.catalog.constraint.Constraints.notNegative;
import static dev.trierarch.catalog.constraint.Constraints.positive;

import dev.trierarch.catalog.constraint.ConstraintTable;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseSpec;

/** Rules of single fields of Leases. */
public final class CoordinationConstraints {

  private CoordinationConstraints() {}

  public static void declare(ConstraintTable table) {
    table
        .of(LeaseSpec.class)
        .field("leaseDurationSeconds", positive())
        .field("leaseTransitions", notNegative());
  }
}
