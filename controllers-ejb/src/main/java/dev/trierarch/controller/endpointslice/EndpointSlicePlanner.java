package dev.trierarch.controller.endpointslice;

import dev.trierarch.client.model.Owners;
import dev.trierarch.controller.endpointslice.DesiredEndpoints.Group;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.discovery.v1.Endpoint;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointPort;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSliceBuilder;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Decides how a Service's endpoints are laid out in slices. What stands in a slice stays there;
 * what is new fills slices with room before new ones are made. Pure.
 */
final class EndpointSlicePlanner {

  static final int ENDPOINTS_PER_SLICE_MAX = 100;

  static final String MANAGER = "endpointslice-controller.k8s.io";

  private static final String HEADLESS = "service.kubernetes.io/headless";

  private EndpointSlicePlanner() {}

  /**
   * @param existing the slices of the Service that this controller manages
   * @param pods the pods that the Service selects
   */
  static EndpointSlicePlan plan(
      Service service,
      Collection<EndpointSlice> existing,
      Collection<Pod> pods,
      Map<String, String> zonesByNode) {
    Map<Group, Map<String, Endpoint>> desired = DesiredEndpoints.of(service, pods, zonesByNode);
    Layout layout = new Layout(service);
    List<EndpointSlice> inOrder =
        existing.stream()
            .sorted(Comparator.comparing(slice -> slice.getMetadata().getName()))
            .toList();
    for (EndpointSlice slice : inOrder) {
      layout.keep(slice, desired.getOrDefault(groupOf(slice), Map.of()));
    }
    desired.forEach(layout::place);
    return layout.plan();
  }

  static Map<String, String> labels(Service service) {
    Map<String, String> labels = new LinkedHashMap<>();
    if (service.getMetadata().getLabels() != null) {
      labels.putAll(service.getMetadata().getLabels());
    }
    labels.put(ManagedSlices.SERVICE_NAME, service.getMetadata().getName());
    labels.put(ManagedSlices.MANAGED_BY, MANAGER);
    if (ServicePods.isHeadless(service)) {
      labels.put(HEADLESS, "");
    }
    return labels;
  }

  private static Group groupOf(EndpointSlice slice) {
    return new Group(slice.getAddressType(), List.copyOf(slice.getPorts()));
  }

  /** The slices while they are being filled. */
  private static final class Layout {

    /** A slice that exists, and what is to stand in it. */
    private record Kept(EndpointSlice slice, List<Endpoint> endpoints) {}

    private final Service service;
    private final List<Kept> kept = new ArrayList<>();
    private final List<EndpointSlice> created = new ArrayList<>();
    private final Map<Group, List<String>> placed = new LinkedHashMap<>();

    Layout(Service service) {
      this.service = service;
    }

    /** Leaves in a slice those endpoints that are still wanted, as they are now. */
    void keep(EndpointSlice slice, Map<String, Endpoint> wanted) {
      List<Endpoint> endpoints = new ArrayList<>();
      List<String> uids = placed.computeIfAbsent(groupOf(slice), group -> new ArrayList<>());
      for (Endpoint endpoint : slice.getEndpoints()) {
        String uid = endpoint.getTargetRef() == null ? "" : endpoint.getTargetRef().getUid();
        if (wanted.containsKey(uid) && !uids.contains(uid)) {
          endpoints.add(wanted.get(uid));
          uids.add(uid);
        }
      }
      kept.add(new Kept(slice, endpoints));
    }

    /** Finds room for the endpoints of a group that stand nowhere yet. */
    void place(Group group, Map<String, Endpoint> wanted) {
      List<String> uids = placed.getOrDefault(group, List.of());
      Iterator<Endpoint> missing =
          wanted.entrySet().stream()
              .filter(entry -> !uids.contains(entry.getKey()))
              .map(Map.Entry::getValue)
              .toList()
              .iterator();
      for (Kept slice : kept) {
        if (groupOf(slice.slice()).equals(group)) {
          fill(slice.endpoints(), missing);
        }
      }
      while (missing.hasNext()) {
        List<Endpoint> endpoints = new ArrayList<>();
        fill(endpoints, missing);
        created.add(slice(group.addressType(), group.ports(), endpoints));
      }
    }

    EndpointSlicePlan plan() {
      List<EndpointSlice> toUpdate = new ArrayList<>();
      List<EndpointSlice> toDelete = new ArrayList<>();
      boolean filled = kept.stream().anyMatch(slice -> !slice.endpoints().isEmpty());
      boolean needsPlaceholder = !filled && created.isEmpty();
      for (Kept slice : kept) {
        if (slice.endpoints().isEmpty() && !needsPlaceholder) {
          toDelete.add(slice.slice());
          continue;
        }
        needsPlaceholder = needsPlaceholder && !slice.endpoints().isEmpty();
        EndpointSlice changed = changed(slice);
        if (!changed.equals(slice.slice())) {
          toUpdate.add(changed);
        }
      }
      if (needsPlaceholder) {
        created.add(slice(DesiredEndpoints.families(service).get(0), List.of(), List.of()));
      }
      return new EndpointSlicePlan(List.copyOf(created), toUpdate, toDelete);
    }

    private EndpointSlice changed(Kept slice) {
      return new EndpointSliceBuilder(slice.slice())
          .editMetadata()
          .withLabels(labels(service))
          .endMetadata()
          .withEndpoints(slice.endpoints())
          .build();
    }

    private EndpointSlice slice(
        String addressType, List<EndpointPort> ports, List<Endpoint> endpoints) {
      return new EndpointSliceBuilder()
          .withNewMetadata()
          .withNamespace(service.getMetadata().getNamespace())
          .withGenerateName(service.getMetadata().getName() + "-")
          .withLabels(labels(service))
          .withOwnerReferences(Owners.controllerReference(service))
          .endMetadata()
          .withAddressType(addressType)
          .withPorts(ports)
          .withEndpoints(endpoints)
          .build();
    }

    private static void fill(List<Endpoint> endpoints, Iterator<Endpoint> missing) {
      while (endpoints.size() < ENDPOINTS_PER_SLICE_MAX && missing.hasNext()) {
        endpoints.add(missing.next());
      }
    }
  }
}
