package dev.trierarch.catalog;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.List;
import java.util.Optional;

/** Every resource that is served: where the API, the registry and the clients look a kind up. */
public interface Catalog {

  /** All types, in the order that discovery lists them. */
  List<ResourceType> types();

  /** A type by what a request path names, e.g. {@code ("apps", "v1", "deployments")}. */
  Optional<ResourceType> byPlural(String group, String version, String plural);

  /** A type by what an object says, e.g. {@code ("apps/v1", "Deployment")}. */
  Optional<ResourceType> byKind(String apiVersion, String kind);

  /** The preferred version of a group resource, e.g. {@code deployments.apps}. */
  Optional<ResourceType> byGroupResource(String groupResource);

  /** The type whose model class this is. */
  ResourceType ofModel(Class<? extends HasMetadata> model);
}
