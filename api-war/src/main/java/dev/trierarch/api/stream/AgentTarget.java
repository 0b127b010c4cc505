package dev.trierarch.api.stream;

import dev.trierarch.registry.ApiErrors;
import dev.trierarch.store.Image;
import dev.trierarch.store.ObjectKey;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EphemeralContainer;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeAddress;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Finds the pod, the container and the node's agent that a request is about: pure. */
final class AgentTarget {

  private static final List<String> ADDRESS_TYPES = List.of("InternalIP", "ExternalIP", "Hostname");
  private static final int AGENT_PORT_DEFAULT = 10250;

  private AgentTarget() {}

  static Pod pod(Image image, String namespace, String name) {
    return image
        .get(new ObjectKey("pods", namespace, name))
        .map(stored -> stored.as(Pod.class))
        .orElseThrow(() -> ApiErrors.notFound("", "pods", name));
  }

  static Node node(Image image, String name) {
    return image
        .get(new ObjectKey("nodes", "", name))
        .map(stored -> stored.as(Node.class))
        .orElseThrow(() -> ApiErrors.notFound("", "nodes", name));
  }

  /**
   * The container's name.
   *
   * @param asked empty when the client named none, which will do where there is only one
   */
  static String container(Pod pod, String asked) {
    String podName = pod.getMetadata().getName();
    List<String> containers = names(pod.getSpec().getContainers());
    List<String> initial = names(pod.getSpec().getInitContainers());
    List<String> ephemeral =
        pod.getSpec().getEphemeralContainers() == null
            ? List.of()
            : pod.getSpec().getEphemeralContainers().stream()
                .map(EphemeralContainer::getName)
                .toList();
    if (!asked.isEmpty()) {
      boolean known =
          Stream.of(containers, initial, ephemeral).anyMatch(names -> names.contains(asked));
      if (!known) {
        throw ApiErrors.badRequest("container " + asked + " is not valid for pod " + podName);
      }
      return asked;
    }
    if (containers.size() == 1) {
      return containers.get(0);
    }
    throw ApiErrors.badRequest(
        "a container name must be specified for pod "
            + podName
            + choices(containers, initial, ephemeral));
  }

  private static String choices(
      List<String> containers, List<String> initial, List<String> ephemeral) {
    StringBuilder text = new StringBuilder();
    text.append(", choose one of: [").append(String.join(" ", containers)).append(']');
    if (!initial.isEmpty()) {
      text.append(" or one of the init containers: [")
          .append(String.join(" ", initial))
          .append(']');
    }
    if (!ephemeral.isEmpty()) {
      text.append(" or one of the ephemeral containers: [")
          .append(String.join(" ", ephemeral))
          .append(']');
    }
    return text.toString();
  }

  private static List<String> names(List<Container> containers) {
    return containers == null
        ? List.of()
        : new ArrayList<>(containers.stream().map(Container::getName).toList());
  }

  /** {@code https://ADDRESS:PORT} of a node's agent. */
  static String agentUrl(Node node) {
    String address = address(node);
    String host = address.indexOf(':') >= 0 ? "[" + address + "]" : address;
    return "https://" + host + ":" + port(node);
  }

  static String address(Node node) {
    List<NodeAddress> addresses =
        node.getStatus() == null || node.getStatus().getAddresses() == null
            ? List.of()
            : node.getStatus().getAddresses();
    for (String type : ADDRESS_TYPES) {
      for (NodeAddress address : addresses) {
        if (type.equals(address.getType())) {
          return address.getAddress();
        }
      }
    }
    throw ApiErrors.internal(
        "no preferred addresses found for node \"" + node.getMetadata().getName() + "\"");
  }

  static int port(Node node) {
    var endpoints = node.getStatus().getDaemonEndpoints();
    Integer port =
        endpoints == null || endpoints.getKubeletEndpoint() == null
            ? null
            : endpoints.getKubeletEndpoint().getPort();
    return port == null || port == 0 ? AGENT_PORT_DEFAULT : port;
  }
}
