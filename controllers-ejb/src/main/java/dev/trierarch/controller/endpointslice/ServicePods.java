package dev.trierarch.controller.endpointslice;

import dev.trierarch.client.model.Labels;
import dev.trierarch.client.model.Pods;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServicePort;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.stream.Stream;

/** Which pods stand behind a Service, and on which ports. Pure. */
public final class ServicePods {

  private ServicePods() {}

  /** Whether this control plane works out the Service's endpoints; else somebody else does. */
  public static boolean hasSelector(Service service) {
    return service.getSpec() != null
        && service.getSpec().getSelector() != null
        && !service.getSpec().getSelector().isEmpty()
        && !"ExternalName".equals(service.getSpec().getType());
  }

  public static boolean selects(Service service, Pod pod) {
    return hasSelector(service)
        && pod.getMetadata().getLabels() != null
        && Labels.hasAll(service.getSpec().getSelector(), pod.getMetadata().getLabels());
  }

  /** Whether a pod of the Service can be an endpoint: it has an address and has not ended. */
  public static boolean hasAddress(Pod pod) {
    return !Pods.isFinished(pod)
        && pod.getStatus() != null
        && pod.getStatus().getPodIP() != null
        && !pod.getStatus().getPodIP().isEmpty();
  }

  public static boolean publishesUnready(Service service) {
    return Boolean.TRUE.equals(service.getSpec().getPublishNotReadyAddresses());
  }

  public static boolean isHeadless(Service service) {
    return "None".equals(service.getSpec().getClusterIP());
  }

  /** The pod's addresses of one family, {@code IPv4} or {@code IPv6}. */
  public static List<String> addresses(Pod pod, String family) {
    Stream<String> all =
        pod.getStatus().getPodIPs().isEmpty()
            ? Stream.of(pod.getStatus().getPodIP())
            : pod.getStatus().getPodIPs().stream().map(address -> address.getIp());
    return all.filter(address -> family.equals(familyOf(address))).toList();
  }

  /** The name that the pod has below a headless Service; null when it has none. */
  public static String hostname(Pod pod, Service service) {
    boolean named =
        pod.getSpec().getHostname() != null
            && !pod.getSpec().getHostname().isEmpty()
            && Objects.equals(pod.getSpec().getSubdomain(), service.getMetadata().getName());
    return named ? pod.getSpec().getHostname() : null;
  }

  /** The number of the pod's port that a Service's port leads to; empty when the pod lacks it. */
  public static OptionalInt targetPort(Pod pod, ServicePort port) {
    var target = port.getTargetPort();
    if (target == null) {
      return OptionalInt.of(port.getPort());
    }
    if (target.getStrVal() == null) {
      int number = target.getIntVal() == null ? 0 : target.getIntVal();
      return OptionalInt.of(number == 0 ? port.getPort() : number);
    }
    return containers(pod)
        .flatMap(container -> container.getPorts().stream())
        .filter(candidate -> target.getStrVal().equals(candidate.getName()))
        .filter(candidate -> protocol(candidate).equals(protocol(port)))
        .mapToInt(ContainerPort::getContainerPort)
        .findFirst();
  }

  public static String protocol(ServicePort port) {
    return Objects.requireNonNullElse(port.getProtocol(), "TCP");
  }

  private static String protocol(ContainerPort port) {
    return Objects.requireNonNullElse(port.getProtocol(), "TCP");
  }

  private static Stream<Container> containers(Pod pod) {
    return Stream.concat(
        pod.getSpec().getContainers().stream(),
        pod.getSpec().getInitContainers().stream()
            .filter(container -> "Always".equals(container.getRestartPolicy())));
  }

  private static String familyOf(String address) {
    return address.contains(":") ? "IPv6" : "IPv4";
  }
}
