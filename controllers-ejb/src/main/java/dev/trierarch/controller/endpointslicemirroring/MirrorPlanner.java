package dev.trierarch.controller.endpointslicemirroring;

import dev.trierarch.client.model.Owners;
import dev.trierarch.controller.endpointslice.EndpointSlicePlan;
import dev.trierarch.controller.endpointslice.ManagedSlices;
import dev.trierarch.controller.endpointslicemirroring.MirroredEndpoints.Group;
import io.fabric8.kubernetes.api.model.Endpoints;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.discovery.v1.Endpoint;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSliceBuilder;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Decides which slices mirror an Endpoints object that somebody wrote by hand. Pure. */
final class MirrorPlanner {

  static final String MANAGER = "endpointslicemirroring-controller.k8s.io";

  private static final String SKIP = "endpointslice.kubernetes.io/skip-mirror";
  private static final String LEADER = "control-plane.alpha.kubernetes.io/leader";
  private static final String LAST_CHANGE = "endpoints.kubernetes.io/last-change-trigger-time";
  private static final String LAST_APPLIED = "kubectl.kubernetes.io/last-applied-configuration";

  private MirrorPlanner() {}

  /**
   * @param existing the mirroring slices that there are
   */
  static EndpointSlicePlan plan(
      Optional<Service> service,
      Optional<Endpoints> endpoints,
      Collection<EndpointSlice> existing) {
    boolean mirrored =
        endpoints.filter(MirrorPlanner::isToBeMirrored).isPresent()
            && service.filter(MirrorPlanner::leavesEndpointsToOthers).isPresent();
    return mirrored
        ? layOut(endpoints.get(), existing)
        : new EndpointSlicePlan(List.of(), List.of(), List.copyOf(existing));
  }

  private static boolean leavesEndpointsToOthers(Service service) {
    return service.getMetadata().getDeletionTimestamp() == null
        && service.getSpec() != null
        && (service.getSpec().getSelector() == null || service.getSpec().getSelector().isEmpty());
  }

  private static boolean isToBeMirrored(Endpoints endpoints) {
    return endpoints.getMetadata().getDeletionTimestamp() == null
        && !"true".equals(labels(endpoints).get(SKIP))
        && !annotations(endpoints).containsKey(LEADER);
  }

  private static EndpointSlicePlan layOut(Endpoints endpoints, Collection<EndpointSlice> existing) {
    Map<Group, List<Endpoint>> missing = MirroredEndpoints.of(endpoints);
    List<EndpointSlice> toUpdate = new ArrayList<>();
    List<EndpointSlice> toDelete = new ArrayList<>();
    for (EndpointSlice slice : existing) {
      Group group = new Group(slice.getAddressType(), List.copyOf(slice.getPorts()));
      List<Endpoint> wanted = missing.remove(group);
      if (wanted == null) {
        toDelete.add(slice);
        continue;
      }
      EndpointSlice changed = changed(slice, endpoints, wanted);
      if (!changed.equals(slice)) {
        toUpdate.add(changed);
      }
    }
    List<EndpointSlice> toCreate = new ArrayList<>();
    missing.forEach((group, wanted) -> toCreate.add(slice(endpoints, group, wanted)));
    return new EndpointSlicePlan(toCreate, toUpdate, toDelete);
  }

  private static EndpointSlice changed(
      EndpointSlice slice, Endpoints endpoints, List<Endpoint> wanted) {
    return new EndpointSliceBuilder(slice)
        .editMetadata()
        .withLabels(mirroredLabels(endpoints))
        .withAnnotations(mirroredAnnotations(endpoints))
        .endMetadata()
        .withEndpoints(wanted)
        .build();
  }

  private static EndpointSlice slice(Endpoints endpoints, Group group, List<Endpoint> wanted) {
    return new EndpointSliceBuilder()
        .withNewMetadata()
        .withNamespace(endpoints.getMetadata().getNamespace())
        .withGenerateName(endpoints.getMetadata().getName() + "-")
        .withLabels(mirroredLabels(endpoints))
        .withAnnotations(mirroredAnnotations(endpoints))
        .withOwnerReferences(Owners.controllerReference(endpoints))
        .endMetadata()
        .withAddressType(group.addressType())
        .withPorts(group.ports())
        .withEndpoints(wanted)
        .build();
  }

  private static Map<String, String> mirroredLabels(Endpoints endpoints) {
    Map<String, String> labels = new LinkedHashMap<>(labels(endpoints));
    labels.put(ManagedSlices.SERVICE_NAME, endpoints.getMetadata().getName());
    labels.put(ManagedSlices.MANAGED_BY, MANAGER);
    return labels;
  }

  private static Map<String, String> mirroredAnnotations(Endpoints endpoints) {
    Map<String, String> annotations = new LinkedHashMap<>(annotations(endpoints));
    annotations.remove(LAST_CHANGE);
    annotations.remove(LAST_APPLIED);
    return annotations;
  }

  private static Map<String, String> labels(Endpoints endpoints) {
    Map<String, String> labels = endpoints.getMetadata().getLabels();
    return labels == null ? Map.of() : labels;
  }

  private static Map<String, String> annotations(Endpoints endpoints) {
    Map<String, String> annotations = endpoints.getMetadata().getAnnotations();
    return annotations == null ? Map.of() : annotations;
  }
}
