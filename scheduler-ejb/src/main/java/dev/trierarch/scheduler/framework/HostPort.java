package dev.trierarch.scheduler.framework;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** A port of the node that a pod takes for itself. */
public record HostPort(String address, String protocol, int port) {

  private static final String EVERY_ADDRESS = "0.0.0.0";

  /** The host ports of a pod's containers and sidecars. */
  public static List<HostPort> of(Pod pod) {
    Stream<Container> sidecars =
        pod.getSpec().getInitContainers().stream()
            .filter(container -> "Always".equals(container.getRestartPolicy()));
    return Stream.concat(pod.getSpec().getContainers().stream(), sidecars)
        .flatMap(container -> container.getPorts().stream())
        .filter(port -> port.getHostPort() != null && port.getHostPort() > 0)
        .map(HostPort::of)
        .toList();
  }

  /** The same port and protocol, on the same address or one of them on every address. */
  public boolean clashesWith(HostPort other) {
    return port == other.port
        && protocol.equals(other.protocol)
        && (address.equals(other.address)
            || address.equals(EVERY_ADDRESS)
            || other.address.equals(EVERY_ADDRESS));
  }

  private static HostPort of(ContainerPort port) {
    String address = port.getHostIP();
    return new HostPort(
        address == null || address.isEmpty() ? EVERY_ADDRESS : address,
        Objects.requireNonNullElse(port.getProtocol(), "TCP"),
        port.getHostPort());
  }
}
