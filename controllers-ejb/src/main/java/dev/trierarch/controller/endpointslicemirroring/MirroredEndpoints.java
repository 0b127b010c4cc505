package dev.trierarch.controller.endpointslicemirroring;

import io.fabric8.kubernetes.api.model.EndpointAddress;
import io.fabric8.kubernetes.api.model.EndpointSubset;
import io.fabric8.kubernetes.api.model.Endpoints;
import io.fabric8.kubernetes.api.model.discovery.v1.Endpoint;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointBuilder;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointPort;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointPortBuilder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What an Endpoints object says, as slices say it: addresses with the same ports together. Pure.
 */
final class MirroredEndpoints {

  /** As upstream: what an Endpoints object has beyond is left out. */
  static final int ADDRESSES_PER_GROUP_MAX = 1000;

  /** What all endpoints of a slice have in common. */
  record Group(String addressType, List<EndpointPort> ports) {}

  private final Map<Group, Map<String, Endpoint>> groups = new LinkedHashMap<>();

  private MirroredEndpoints() {}

  static Map<Group, List<Endpoint>> of(Endpoints endpoints) {
    MirroredEndpoints mirrored = new MirroredEndpoints();
    for (EndpointSubset subset : endpoints.getSubsets()) {
      List<EndpointPort> ports = ports(subset);
      subset.getAddresses().forEach(address -> mirrored.add(ports, address, true));
      subset.getNotReadyAddresses().forEach(address -> mirrored.add(ports, address, false));
    }
    Map<Group, List<Endpoint>> all = new LinkedHashMap<>();
    mirrored.groups.forEach((group, each) -> all.put(group, new ArrayList<>(each.values())));
    return all;
  }

  /** An address that is named twice counts once. */
  private void add(List<EndpointPort> ports, EndpointAddress address, boolean ready) {
    String family = address.getIp().contains(":") ? "IPv6" : "IPv4";
    Map<String, Endpoint> group =
        groups.computeIfAbsent(new Group(family, ports), key -> new LinkedHashMap<>());
    if (group.size() < ADDRESSES_PER_GROUP_MAX) {
      group.putIfAbsent(address.getIp(), endpoint(address, ready));
    }
  }

  private static Endpoint endpoint(EndpointAddress address, boolean ready) {
    return new EndpointBuilder()
        .withAddresses(address.getIp())
        .withNewConditions()
        .withReady(ready)
        .endConditions()
        .withHostname(address.getHostname())
        .withNodeName(address.getNodeName())
        .withTargetRef(address.getTargetRef())
        .build();
  }

  private static List<EndpointPort> ports(EndpointSubset subset) {
    return subset.getPorts().stream()
        .map(
            port ->
                new EndpointPortBuilder()
                    .withName(Objects.requireNonNullElse(port.getName(), ""))
                    .withPort(port.getPort())
                    .withProtocol(Objects.requireNonNullElse(port.getProtocol(), "TCP"))
                    .withAppProtocol(port.getAppProtocol())
                    .build())
        .toList();
  }
}
