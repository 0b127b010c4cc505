package dev.trierarch.catalog.policy;

import static dev.trierarch.catalog.constraint.Constraints.notNegative;
import static dev.trierarch.catalog.constraint.Constraints.oneOf;
import static dev.trierarch.catalog.constraint.Constraints.share;

import dev.trierarch.catalog.constraint.ConstraintTable;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudgetSpec;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudgetStatus;

/** Rules of single fields of PodDisruptionBudgets. */
public final class PolicyConstraints {

  private PolicyConstraints() {}

  public static void declare(ConstraintTable table) {
    table
        .of(PodDisruptionBudgetSpec.class)
        .field("minAvailable", share())
        .field("maxUnavailable", share())
        .field("unhealthyPodEvictionPolicy", oneOf("AlwaysAllow", "IfHealthyBudget"));
    table
        .of(PodDisruptionBudgetStatus.class)
        .field("disruptionsAllowed", notNegative())
        .field("currentHealthy", notNegative())
        .field("desiredHealthy", notNegative())
        .field("expectedPods", notNegative());
  }
}
