package dev.trierarch.catalog.apiextensions;

import dev.trierarch.catalog.ResourceType;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import java.util.List;

/** The kinds of the API extensions group. */
public final class ApiextensionsTypes {

  private ApiextensionsTypes() {}

  /** In the order of discovery. */
  public static List<ResourceType> types() {
    return List.of(
        ResourceType.cluster("customresourcedefinitions", CustomResourceDefinition.class)
            .shortNames("crd", "crds")
            .categories("api-extensions")
            .subresources("status")
            .strategy(new CustomResourceDefinitionStrategy())
            .build());
  }
}
