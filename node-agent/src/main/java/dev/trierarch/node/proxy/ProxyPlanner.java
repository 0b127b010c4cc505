package dev.trierarch.node.proxy;

import dev.trierarch.node.proxy.ServicePort.Backend;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceSpec;
import io.fabric8.kubernetes.api.model.discovery.v1.Endpoint;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointConditions;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointPort;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Decides, from Services and their endpoint slices, what a node forwards where. */
public final class ProxyPlanner {

  private static final String SERVICE_NAME_LABEL = "kubernetes.io/service-name";
  private static final long AFFINITY_SECONDS_DEFAULT = 10_800;

  private ProxyPlanner() {}

  /** The ports to forward, ordered by id; Services without an IPv4 cluster address are left out. */
  public static List<ServicePort> plan(
      Collection<Service> services, Collection<EndpointSlice> slices, String nodeName) {
    Map<String, List<EndpointSlice>> slicesByService =
        slices.stream()
            .filter(slice -> "IPv4".equals(slice.getAddressType()))
            .filter(slice -> serviceOf(slice) != null)
            .collect(Collectors.groupingBy(ProxyPlanner::serviceOf));
    return services.stream()
        .filter(ProxyPlanner::isForwarded)
        .flatMap(
            service ->
                portsOf(service, slicesByService.getOrDefault(nameOf(service), List.of()), nodeName)
                    .stream())
        .sorted(Comparator.comparing(ServicePort::id))
        .toList();
  }

  private static String serviceOf(EndpointSlice slice) {
    Map<String, String> labels = slice.getMetadata().getLabels();
    String service = labels == null ? null : labels.get(SERVICE_NAME_LABEL);
    return service == null ? null : slice.getMetadata().getNamespace() + "/" + service;
  }

  private static String nameOf(Service service) {
    return service.getMetadata().getNamespace() + "/" + service.getMetadata().getName();
  }

  private static boolean isForwarded(Service service) {
    ServiceSpec spec = service.getSpec();
    return spec != null
        && !"ExternalName".equals(spec.getType())
        && spec.getClusterIP() != null
        && isIpv4(spec.getClusterIP());
  }

  private static boolean isIpv4(String address) {
    return !address.isEmpty() && !address.equals("None") && !address.contains(":");
  }

  private static List<ServicePort> portsOf(
      Service service, List<EndpointSlice> slices, String nodeName) {
    ServiceSpec spec = service.getSpec();
    return spec.getPorts().stream()
        .map(
            port ->
                new ServicePort(
                    nameOf(service)
                        + "/"
                        + Objects.requireNonNullElse(port.getName(), "")
                        + "/"
                        + port.getProtocol(),
                    port.getProtocol().toLowerCase(Locale.ROOT),
                    addressesOf(spec),
                    port.getPort(),
                    Objects.requireNonNullElse(port.getNodePort(), 0),
                    affinityOf(spec),
                    backendsOf(spec, port.getName(), slices, nodeName)))
        .toList();
  }

  private static List<String> addressesOf(ServiceSpec spec) {
    List<String> addresses = new ArrayList<>();
    addresses.add(spec.getClusterIP());
    spec.getExternalIPs().stream().filter(ProxyPlanner::isIpv4).forEach(addresses::add);
    return List.copyOf(addresses);
  }

  private static Optional<Duration> affinityOf(ServiceSpec spec) {
    if (!"ClientIP".equals(spec.getSessionAffinity())) {
      return Optional.empty();
    }
    boolean named =
        spec.getSessionAffinityConfig() != null
            && spec.getSessionAffinityConfig().getClientIP() != null
            && spec.getSessionAffinityConfig().getClientIP().getTimeoutSeconds() != null;
    return Optional.of(
        Duration.ofSeconds(
            named
                ? spec.getSessionAffinityConfig().getClientIP().getTimeoutSeconds()
                : AFFINITY_SECONDS_DEFAULT));
  }

  /** The ready backends; when none is ready, those that still serve while they terminate. */
  private static List<Backend> backendsOf(
      ServiceSpec spec, String portName, List<EndpointSlice> slices, String nodeName) {
    Predicate<Endpoint> near =
        "Local".equals(spec.getInternalTrafficPolicy())
            ? endpoint -> nodeName.equals(endpoint.getNodeName())
            : endpoint -> true;
    List<Backend> ready = backends(portName, slices, near.and(ProxyPlanner::isReady));
    return ready.isEmpty()
        ? backends(portName, slices, near.and(ProxyPlanner::isServingWhileTerminating))
        : ready;
  }

  private static boolean isReady(Endpoint endpoint) {
    EndpointConditions conditions = endpoint.getConditions();
    return conditions == null || !Boolean.FALSE.equals(conditions.getReady());
  }

  private static boolean isServingWhileTerminating(Endpoint endpoint) {
    EndpointConditions conditions = endpoint.getConditions();
    return conditions != null
        && Boolean.TRUE.equals(conditions.getServing())
        && Boolean.TRUE.equals(conditions.getTerminating());
  }

  private static List<Backend> backends(
      String portName, List<EndpointSlice> slices, Predicate<Endpoint> wanted) {
    return slices.stream()
        .flatMap(
            slice ->
                portNumber(slice, portName).stream()
                    .flatMap(
                        number ->
                            slice.getEndpoints().stream()
                                .filter(wanted)
                                .flatMap(endpoint -> endpoint.getAddresses().stream().limit(1))
                                .map(address -> new Backend(address, number))))
        .distinct()
        .sorted()
        .toList();
  }

  private static Optional<Integer> portNumber(EndpointSlice slice, String portName) {
    String wanted = Objects.requireNonNullElse(portName, "");
    return slice.getPorts().stream()
        .filter(port -> wanted.equals(Objects.requireNonNullElse(port.getName(), "")))
        .map(EndpointPort::getPort)
        .filter(Objects::nonNull)
        .findFirst();
  }
}
