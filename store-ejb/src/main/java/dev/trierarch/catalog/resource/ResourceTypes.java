package dev.trierarch.catalog.resource;

import dev.trierarch.catalog.ResourceType;
import io.fabric8.kubernetes.api.model.resource.v1.DeviceClass;
import io.fabric8.kubernetes.api.model.resource.v1.ResourceClaim;
import io.fabric8.kubernetes.api.model.resource.v1.ResourceClaimTemplate;
import io.fabric8.kubernetes.api.model.resource.v1.ResourceSlice;
import java.util.List;

/** The kinds of the resource group: devices and claims on them. */
public final class ResourceTypes {

  private ResourceTypes() {}

  /** In the order of discovery. */
  public static List<ResourceType> types() {
    return List.of(
        ResourceType.cluster("deviceclasses", DeviceClass.class)
            .strategy(new DeviceClassStrategy())
            .columns(ResourceColumns.NAME_AND_AGE)
            .build(),
        ResourceType.namespaced("resourceclaims", ResourceClaim.class)
            .strategy(new ResourceClaimStrategy())
            .subresources("status")
            .columns(ResourceColumns.RESOURCE_CLAIMS)
            .build(),
        ResourceType.namespaced("resourceclaimtemplates", ResourceClaimTemplate.class)
            .strategy(new ResourceClaimTemplateStrategy())
            .columns(ResourceColumns.NAME_AND_AGE)
            .build(),
        ResourceType.cluster("resourceslices", ResourceSlice.class)
            .strategy(new ResourceSliceStrategy())
            .columns(ResourceColumns.RESOURCE_SLICES)
            .build());
  }
}
