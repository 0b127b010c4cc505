package dev.trierarch.catalog.policy;

import dev.trierarch.catalog.ResourceType;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import java.util.List;

/** The kinds of the policy group. */
public final class PolicyTypes {

  private PolicyTypes() {}

  /** In the order of discovery. */
  public static List<ResourceType> types() {
    return List.of(
        ResourceType.namespaced("poddisruptionbudgets", PodDisruptionBudget.class)
            .shortNames("pdb")
            .subresources("status")
            .strategy(new PodDisruptionBudgetStrategy())
            .columns(PolicyColumns.POD_DISRUPTION_BUDGETS)
            .build());
  }
}
