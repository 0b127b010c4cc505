package dev.trierarch.catalog.discovery;

import dev.trierarch.catalog.ResourceType;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import java.util.List;

/** The kinds of the discovery group. */
public final class DiscoveryTypes {

  private DiscoveryTypes() {}

  /** In the order of discovery. */
  public static List<ResourceType> types() {
    return List.of(
        ResourceType.namespaced("endpointslices", EndpointSlice.class)
            .strategy(new EndpointSliceStrategy())
            .columns(DiscoveryColumns.ENDPOINT_SLICES)
            .build());
  }
}
