package dev.trierarch.controller.endpoints;

import dev.trierarch.client.model.Pods;
import dev.trierarch.controller.endpointslice.ServicePods;
import io.fabric8.kubernetes.api.model.EndpointAddress;
import io.fabric8.kubernetes.api.model.EndpointAddressBuilder;
import io.fabric8.kubernetes.api.model.EndpointPort;
import io.fabric8.kubernetes.api.model.EndpointPortBuilder;
import io.fabric8.kubernetes.api.model.EndpointSubset;
import io.fabric8.kubernetes.api.model.EndpointSubsetBuilder;
import io.fabric8.kubernetes.api.model.Endpoints;
import io.fabric8.kubernetes.api.model.EndpointsBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServicePort;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Decides the Endpoints object of a Service, the older form of its slices. Pure. */
final class EndpointsPlanner {

  static final int ADDRESSES_MAX = 1000;

  private static final String MANAGED_BY = "endpoints.kubernetes.io/managed-by";
  private static final String HEADLESS = "service.kubernetes.io/headless";

  private EndpointsPlanner() {}

  /** The Endpoints as they should be; empty when those that exist are so already. */
  static Optional<Endpoints> plan(
      Service service, Optional<Endpoints> existing, Collection<Pod> pods) {
    Endpoints base =
        existing.orElseGet(
            () ->
                new EndpointsBuilder()
                    .withNewMetadata()
                    .withNamespace(service.getMetadata().getNamespace())
                    .withName(service.getMetadata().getName())
                    .endMetadata()
                    .build());
    Endpoints wanted =
        new EndpointsBuilder(base)
            .editMetadata()
            .withLabels(labels(service))
            .endMetadata()
            .withSubsets(subsets(service, pods))
            .build();
    return existing.isPresent() && existing.get().equals(wanted)
        ? Optional.empty()
        : Optional.of(wanted);
  }

  private static Map<String, String> labels(Service service) {
    Map<String, String> labels = new LinkedHashMap<>();
    if (service.getMetadata().getLabels() != null) {
      labels.putAll(service.getMetadata().getLabels());
    }
    labels.put(MANAGED_BY, "endpoint-controller");
    if (ServicePods.isHeadless(service)) {
      labels.put(HEADLESS, "");
    }
    return labels;
  }

  /** Pods with the same ports share a subset. */
  private static List<EndpointSubset> subsets(Service service, Collection<Pod> pods) {
    String family = service.getSpec().getIpFamilies().stream().findFirst().orElse("IPv4");
    Map<List<EndpointPort>, List<Pod>> podsByPorts = new LinkedHashMap<>();
    pods.stream()
        .filter(pod -> ServicePods.hasAddress(pod) && !ServicePods.addresses(pod, family).isEmpty())
        .filter(pod -> !Pods.isDeleting(pod) || ServicePods.publishesUnready(service))
        .sorted(Comparator.comparing(pod -> ServicePods.addresses(pod, family).get(0)))
        .limit(ADDRESSES_MAX)
        .forEach(
            pod ->
                podsByPorts
                    .computeIfAbsent(ports(service, pod), ports -> new ArrayList<>())
                    .add(pod));
    return podsByPorts.entrySet().stream()
        .filter(entry -> !entry.getKey().isEmpty() || ServicePods.isHeadless(service))
        .map(entry -> subset(service, entry.getKey(), entry.getValue(), family))
        .toList();
  }

  private static EndpointSubset subset(
      Service service, List<EndpointPort> ports, List<Pod> pods, String family) {
    List<EndpointAddress> ready = new ArrayList<>();
    List<EndpointAddress> unready = new ArrayList<>();
    for (Pod pod : pods) {
      boolean isReady = ServicePods.publishesUnready(service) || Pods.isReady(pod);
      (isReady ? ready : unready).add(address(service, pod, family));
    }
    return new EndpointSubsetBuilder()
        .withAddresses(ready)
        .withNotReadyAddresses(unready)
        .withPorts(ports)
        .build();
  }

  private static EndpointAddress address(Service service, Pod pod, String family) {
    String node = Pods.nodeName(pod);
    return new EndpointAddressBuilder()
        .withIp(ServicePods.addresses(pod, family).get(0))
        .withHostname(ServicePods.hostname(pod, service))
        .withNodeName(node.isEmpty() ? null : node)
        .withNewTargetRef()
        .withKind("Pod")
        .withNamespace(pod.getMetadata().getNamespace())
        .withName(pod.getMetadata().getName())
        .withUid(pod.getMetadata().getUid())
        .endTargetRef()
        .build();
  }

  private static List<EndpointPort> ports(Service service, Pod pod) {
    List<EndpointPort> ports = new ArrayList<>();
    for (ServicePort port : service.getSpec().getPorts()) {
      ServicePods.targetPort(pod, port)
          .ifPresent(
              number ->
                  ports.add(
                      new EndpointPortBuilder()
                          .withName(port.getName())
                          .withPort(number)
                          .withProtocol(ServicePods.protocol(port))
                          .withAppProtocol(port.getAppProtocol())
                          .build()));
    }
    return ports;
  }
}
