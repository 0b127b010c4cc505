package dev.trierarch.controller.endpointslice;

import dev.trierarch.client.model.Pods;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.discovery.v1.Endpoint;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointBuilder;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointPort;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointPortBuilder;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The endpoints that a Service should have, those with the same ports together. Pure. */
final class DesiredEndpoints {

  /** What all endpoints of a slice have in common. */
  record Group(String addressType, List<EndpointPort> ports) {}

  private DesiredEndpoints() {}

  /**
   * @param zonesByNode the zone of each node that has one
   * @return endpoints by the pod they lead to (its uid), by group
   */
  static Map<Group, Map<String, Endpoint>> of(
      Service service, Collection<Pod> pods, Map<String, String> zonesByNode) {
    Map<Group, Map<String, Endpoint>> groups = new LinkedHashMap<>();
    for (String family : families(service)) {
      for (Pod pod : pods) {
        if (!ServicePods.hasAddress(pod)) {
          continue;
        }
        List<String> addresses = ServicePods.addresses(pod, family);
        if (!addresses.isEmpty()) {
          groups
              .computeIfAbsent(
                  new Group(family, ports(service, pod)), group -> new LinkedHashMap<>())
              .put(
                  pod.getMetadata().getUid(),
                  endpoint(service, pod, addresses.get(0), zonesByNode));
        }
      }
    }
    return groups;
  }

  static List<String> families(Service service) {
    return service.getSpec().getIpFamilies().isEmpty()
        ? List.of("IPv4")
        : service.getSpec().getIpFamilies();
  }

  private static List<EndpointPort> ports(Service service, Pod pod) {
    List<EndpointPort> ports = new ArrayList<>();
    for (ServicePort port : service.getSpec().getPorts()) {
      ServicePods.targetPort(pod, port)
          .ifPresent(
              number ->
                  ports.add(
                      new EndpointPortBuilder()
                          .withName(port.getName() == null ? "" : port.getName())
                          .withPort(number)
                          .withProtocol(ServicePods.protocol(port))
                          .withAppProtocol(port.getAppProtocol())
                          .build()));
    }
    return ports;
  }

  private static Endpoint endpoint(
      Service service, Pod pod, String address, Map<String, String> zonesByNode) {
    boolean terminating = Pods.isDeleting(pod);
    boolean serving = Pods.isReady(pod);
    boolean ready = ServicePods.publishesUnready(service) || (serving && !terminating);
    String node = Pods.nodeName(pod);
    return new EndpointBuilder()
        .withAddresses(address)
        .withNewConditions()
        .withReady(ready)
        .withServing(serving)
        .withTerminating(terminating)
        .endConditions()
        .withHostname(ServicePods.hostname(pod, service))
        .withNodeName(node.isEmpty() ? null : node)
        .withZone(zonesByNode.get(node))
        .withNewTargetRef()
        .withKind("Pod")
        .withNamespace(pod.getMetadata().getNamespace())
        .withName(pod.getMetadata().getName())
        .withUid(pod.getMetadata().getUid())
        .endTargetRef()
        .build();
  }
}
