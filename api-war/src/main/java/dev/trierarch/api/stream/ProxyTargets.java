package dev.trierarch.api.stream;

import dev.trierarch.registry.ApiErrors;
import dev.trierarch.registry.ApiException;
import dev.trierarch.store.Image;
import dev.trierarch.store.ObjectKey;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.discovery.v1.Endpoint;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointPort;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * Finds the server behind a pod, a service or a node. Pods are asked through their node's agent, as
 * their addresses need not be reachable from here.
 */
final class ProxyTargets {

  private static final String SLICES = "endpointslices.discovery.k8s.io";
  private static final String SERVICE_LABEL = "kubernetes.io/service-name";

  private final Image image;
  private final RandomGenerator random;

  ProxyTargets(Image image, RandomGenerator random) {
    this.image = image;
    this.random = random;
  }

  /** A ready endpoint and the port it is asked at. */
  private record Candidate(Endpoint endpoint, int port) {}

  ProxyTarget pod(String namespace, String text) {
    ProxyName name = ProxyName.parse("pod", text);
    Pod pod = AgentTarget.pod(image, namespace, name.name());
    ProxyName ported =
        name.port().isEmpty()
            ? new ProxyName(name.scheme(), name.name(), firstPort(pod).orElse(""))
            : name;
    return byAgent(pod, ported.schemeOrHttp(), ported.portOrUsual());
  }

  private static Optional<String> firstPort(Pod pod) {
    return pod.getSpec().getContainers().stream()
        .map(Container::getPorts)
        .filter(ports -> ports != null && !ports.isEmpty())
        .map(ports -> String.valueOf(ports.get(0).getContainerPort()))
        .findFirst();
  }

  private ProxyTarget byAgent(Pod pod, String scheme, String port) {
    String address = pod.getStatus() == null ? null : pod.getStatus().getPodIP();
    String node = pod.getSpec().getNodeName();
    if (address == null || address.isEmpty() || node == null || node.isEmpty()) {
      throw ApiErrors.badRequest("address not allowed"); // upstream's words for none yet
    }
    String url =
        "%s/podProxy/%s/%s/%s/%s"
            .formatted(
                AgentTarget.agentUrl(AgentTarget.node(image, node)),
                pod.getMetadata().getNamespace(),
                pod.getMetadata().getName(),
                scheme,
                port);
    return new ProxyTarget(url, true, Set.of(ProxyTarget.authority(address, port), address));
  }

  ProxyTarget node(String text) {
    ProxyName name = ProxyName.parse("node", text);
    Node node = AgentTarget.node(image, name.name());
    String agentPort = String.valueOf(AgentTarget.port(node));
    String address = AgentTarget.address(node);
    if (name.port().isEmpty() || name.port().equals(agentPort)) {
      return new ProxyTarget(
          AgentTarget.agentUrl(node), true, Set.of(ProxyTarget.authority(address, agentPort)));
    }
    if (!isNumber(name.port())) {
      throw ApiErrors.badRequest("invalid node request \"" + text + "\": want a port's number");
    }
    return ProxyTarget.direct(name.schemeOrHttp(), address, name.port());
  }

  private static boolean isNumber(String port) {
    return port.chars().allMatch(letter -> letter >= '0' && letter <= '9');
  }

  ProxyTarget service(String namespace, String text) {
    ProxyName name = ProxyName.parse("service", text);
    Service service =
        image
            .get(new ObjectKey("services", namespace, name.name()))
            .map(stored -> stored.as(Service.class))
            .orElseThrow(() -> ApiErrors.notFound("", "services", name.name()));
    List<Candidate> candidates = candidates(service, portName(service, name.port()));
    if (candidates.isEmpty()) {
      throw unavailable("no endpoints available for service \"" + text + "\"");
    }
    Candidate chosen = candidates.get(random.nextInt(candidates.size()));
    return target(namespace, name.schemeOrHttp(), chosen);
  }

  /** Endpoints know a service's ports by name: a number is looked up, a name taken as it is. */
  private static String portName(Service service, String port) {
    if (port.isEmpty() || !isNumber(port)) {
      return port;
    }
    return service.getSpec().getPorts().stream()
        .filter(each -> port.equals(String.valueOf(each.getPort())))
        .map(ProxyTargets::name)
        .findFirst()
        .orElseThrow(
            () ->
                unavailable(
                    "no service port %s found for service \"%s\""
                        .formatted(port, service.getMetadata().getName())));
  }

  private static String name(ServicePort port) {
    return port.getName() == null ? "" : port.getName();
  }

  private List<Candidate> candidates(Service service, String portName) {
    String namespace = service.getMetadata().getNamespace();
    return image.withLabel(SLICES, SERVICE_LABEL, service.getMetadata().getName()).stream()
        .map(stored -> stored.as(EndpointSlice.class))
        .filter(slice -> namespace.equals(slice.getMetadata().getNamespace()))
        .filter(slice -> !"FQDN".equals(slice.getAddressType()))
        .flatMap(slice -> candidates(slice, portName))
        .toList();
  }

  private static Stream<Candidate> candidates(EndpointSlice slice, String portName) {
    Optional<Integer> port =
        slice.getPorts().stream()
            .filter(each -> portName.equals(Objects.requireNonNullElse(each.getName(), "")))
            .map(EndpointPort::getPort)
            .filter(Objects::nonNull)
            .findFirst();
    return port.stream()
        .flatMap(
            number ->
                slice.getEndpoints().stream()
                    .filter(ProxyTargets::isReady)
                    .map(endpoint -> new Candidate(endpoint, number)));
  }

  private static boolean isReady(Endpoint endpoint) {
    return endpoint.getConditions() == null
        || !Boolean.FALSE.equals(endpoint.getConditions().getReady());
  }

  private ProxyTarget target(String namespace, String scheme, Candidate chosen) {
    String port = String.valueOf(chosen.port());
    var reference = chosen.endpoint().getTargetRef();
    if (reference != null && "Pod".equals(reference.getKind())) {
      return byAgent(AgentTarget.pod(image, namespace, reference.getName()), scheme, port);
    }
    String address = chosen.endpoint().getAddresses().get(0);
    if (!isProxied(address)) {
      throw ApiErrors.badRequest("address not allowed");
    }
    return ProxyTarget.direct(scheme, address, port);
  }

  /** Who may write endpoints is not to reach what listens for this machine alone. */
  private static boolean isProxied(String address) {
    try {
      InetAddress ip = InetAddress.getByName(address);
      return !ip.isLoopbackAddress()
          && !ip.isLinkLocalAddress()
          && !ip.isAnyLocalAddress()
          && !ip.isMulticastAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }

  private static ApiException unavailable(String message) {
    return new ApiException(503, "ServiceUnavailable", message, null);
  }
}
