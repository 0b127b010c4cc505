package dev.trierarch.catalog;

import dev.trierarch.catalog.admissionregistration.AdmissionregistrationTypes;
import dev.trierarch.catalog.apiextensions.ApiextensionsTypes;
import dev.trierarch.catalog.apiregistration.ApiregistrationTypes;
import dev.trierarch.catalog.apps.AppsTypes;
import dev.trierarch.catalog.authentication.AuthenticationTypes;
import dev.trierarch.catalog.authorization.AuthorizationTypes;
import dev.trierarch.catalog.autoscaling.AutoscalingTypes;
import dev.trierarch.catalog.batch.BatchTypes;
import dev.trierarch.catalog.certificates.CertificatesTypes;
import dev.trierarch.catalog.coordination.CoordinationTypes;
import dev.trierarch.catalog.core.CoreTypes;
import dev.trierarch.catalog.discovery.DiscoveryTypes;
import dev.trierarch.catalog.events.EventsTypes;
import dev.trierarch.catalog.flowcontrol.FlowcontrolTypes;
import dev.trierarch.catalog.networking.NetworkingTypes;
import dev.trierarch.catalog.node.NodeTypes;
import dev.trierarch.catalog.policy.PolicyTypes;
import dev.trierarch.catalog.rbac.RbacTypes;
import dev.trierarch.catalog.resource.ResourceTypes;
import dev.trierarch.catalog.scheduling.SchedulingTypes;
import dev.trierarch.catalog.storage.StorageTypes;
import dev.trierarch.catalog.trierarch.TrierarchTypes;
import io.fabric8.kubernetes.api.model.HasMetadata;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The kinds that Kubernetes itself has and our own, group after group in discovery's order. */
@ApplicationScoped
public class BuiltInCatalog implements Catalog {

  private record PluralKey(String group, String version, String plural) {}

  private record KindKey(String apiVersion, String kind) {}

  private final List<ResourceType> types;
  private final Map<PluralKey, ResourceType> byPlural = new HashMap<>();
  private final Map<KindKey, ResourceType> byKind = new HashMap<>();
  private final Map<String, ResourceType> byGroupResource = new HashMap<>();
  private final Map<Class<?>, ResourceType> byModel = new HashMap<>();

  /** A catalog of all built-in kinds. */
  public BuiltInCatalog() {
    types =
        Stream.of(
                CoreTypes.types(),
                ApiregistrationTypes.types(),
                AppsTypes.types(),
                EventsTypes.types(),
                AuthenticationTypes.types(),
                AuthorizationTypes.types(),
                AutoscalingTypes.types(),
                BatchTypes.types(),
                CertificatesTypes.types(),
                NetworkingTypes.types(),
                PolicyTypes.types(),
                RbacTypes.types(),
                StorageTypes.types(),
                AdmissionregistrationTypes.types(),
                ApiextensionsTypes.types(),
                SchedulingTypes.types(),
                CoordinationTypes.types(),
                NodeTypes.types(),
                DiscoveryTypes.types(),
                ResourceTypes.types(),
                FlowcontrolTypes.types(),
                TrierarchTypes.types())
            .flatMap(List::stream)
            .toList();
    types.forEach(this::index);
  }

  private void index(ResourceType type) {
    byPlural.put(new PluralKey(type.group(), type.version(), type.plural()), type);
    byKind.put(new KindKey(type.apiVersion(), type.kind()), type);
    byModel.put(type.model(), type);
    // The first that is declared is the preferred version.
    byGroupResource.putIfAbsent(type.groupResource(), type);
  }

  @Override
  public List<ResourceType> types() {
    return types;
  }

  @Override
  public Optional<ResourceType> byPlural(String group, String version, String plural) {
    return Optional.ofNullable(byPlural.get(new PluralKey(group, version, plural)));
  }

  @Override
  public Optional<ResourceType> byKind(String apiVersion, String kind) {
    return Optional.ofNullable(byKind.get(new KindKey(apiVersion, kind)));
  }

  @Override
  public Optional<ResourceType> byGroupResource(String groupResource) {
    return Optional.ofNullable(byGroupResource.get(groupResource));
  }

  @Override
  public ResourceType ofModel(Class<? extends HasMetadata> model) {
    ResourceType type = byModel.get(model);
    if (type == null) {
      throw new IllegalArgumentException("no built-in kind has the model " + model.getName());
    }
    return type;
  }
}
