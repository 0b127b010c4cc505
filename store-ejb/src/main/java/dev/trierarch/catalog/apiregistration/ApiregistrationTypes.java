package dev.trierarch.catalog.apiregistration;

import dev.trierarch.catalog.ResourceType;
import io.fabric8.kubernetes.api.model.APIService;
import java.util.List;

/** The kinds of the API registration group. */
public final class ApiregistrationTypes {

  private ApiregistrationTypes() {}

  /** In the order of discovery. */
  public static List<ResourceType> types() {
    return List.of(
        ResourceType.cluster("apiservices", APIService.class)
            .categories("api-extensions")
            .subresources("status")
            .strategy(new ApiServiceStrategy())
            .columns(ApiregistrationColumns.API_SERVICES)
            .build());
  }
}
