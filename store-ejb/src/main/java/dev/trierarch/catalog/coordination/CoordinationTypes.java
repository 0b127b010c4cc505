package dev.trierarch.catalog.coordination;

import dev.trierarch.catalog.ResourceType;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import java.util.List;

/** The kinds of the coordination group. */
public final class CoordinationTypes {

  private CoordinationTypes() {}

  /** In the order of discovery. */
  public static List<ResourceType> types() {
    return List.of(
        ResourceType.namespaced("leases", Lease.class)
            .strategy(new LeaseStrategy())
            .columns(CoordinationColumns.LEASES)
            .build());
  }
}
