package dev.trierarch.node.kubelet;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Small questions about a pod that many ask. */
public final class Pods {
  public static final String LABEL_POD_NAME = "io.kubernetes.pod.name";
  public static final String LABEL_POD_NAMESPACE = "io.kubernetes.pod.namespace";
  public static final String LABEL_POD_UID = "io.kubernetes.pod.uid";
  public static final String LABEL_CONTAINER_NAME = "io.kubernetes.container.name";
  public static final String ANNOTATION_HASH = "io.kubernetes.container.hash";
  public static final String ANNOTATION_RESTARTS = "io.kubernetes.container.restartCount";
  public static final String ANNOTATION_GRACE = "io.kubernetes.pod.terminationGracePeriod";

  private static final long GRACE_SECONDS_DEFAULT = 30;

  private Pods() {}

  public static String uid(Pod pod) {
    return pod.getMetadata().getUid();
  }

  public static String name(Pod pod) {
    return pod.getMetadata().getName();
  }

  public static String namespace(Pod pod) {
    return pod.getMetadata().getNamespace();
  }

  /** As upstream names a pod in messages: {@code web_default(uid)}. */
  static String fullName(Pod pod) {
    return "%s_%s(%s)".formatted(name(pod), namespace(pod), uid(pod));
  }

  static List<Container> initContainers(Pod pod) {
    return pod.getSpec().getInitContainers();
  }

  static List<Container> containers(Pod pod) {
    return pod.getSpec().getContainers();
  }

  /** All that the pod was made with: ephemeral containers came later. */
  static Stream<Container> ownContainers(Pod pod) {
    return Stream.concat(initContainers(pod).stream(), containers(pod).stream());
  }

  static Stream<Container> allContainers(Pod pod) {
    return Stream.concat(ownContainers(pod), EphemeralContainers.of(pod).stream());
  }

  public static Optional<Container> container(Pod pod, String name) {
    return allContainers(pod).filter(c -> c.getName().equals(name)).findFirst();
  }

  /** What the API says of the container of this name, whatever its kind. */
  public static Optional<ContainerStatus> status(Pod pod, String name) {
    return pod.getStatus() == null
        ? Optional.empty()
        : Stream.of(
                pod.getStatus().getContainerStatuses(),
                pod.getStatus().getInitContainerStatuses(),
                pod.getStatus().getEphemeralContainerStatuses())
            .flatMap(List::stream)
            .filter(s -> s.getName().equals(name))
            .findFirst();
  }

  /** An init container that keeps running beside the others. */
  static boolean isSidecar(Pod pod, Container container) {
    return "Always".equals(container.getRestartPolicy()) && isInit(pod, container.getName());
  }

  static boolean isInit(Pod pod, String containerName) {
    return initContainers(pod).stream().anyMatch(c -> c.getName().equals(containerName));
  }

  static String restartPolicy(Pod pod) {
    String policy = pod.getSpec().getRestartPolicy();
    return policy == null ? "Always" : policy;
  }

  static boolean isDeleting(Pod pod) {
    return pod.getMetadata().getDeletionTimestamp() != null;
  }

  static boolean onHostNetwork(Pod pod) {
    return Boolean.TRUE.equals(pod.getSpec().getHostNetwork());
  }

  /** How long the pod's containers get between the signal and the kill. */
  static long graceSeconds(Pod pod) {
    Long asked = pod.getMetadata().getDeletionGracePeriodSeconds();
    if (isDeleting(pod) && asked != null) {
      return asked;
    }
    Long declared = pod.getSpec().getTerminationGracePeriodSeconds();
    return declared == null ? GRACE_SECONDS_DEFAULT : declared;
  }

  static boolean isTerminal(String phase) {
    return "Succeeded".equals(phase) || "Failed".equals(phase);
  }

  static String phase(Pod pod) {
    return pod.getStatus() == null || pod.getStatus().getPhase() == null
        ? "Pending"
        : pod.getStatus().getPhase();
  }

  /**
   * Changes when the container must be replaced for its spec to hold: upstream's name and image.
   */
  static String hash(Container container) {
    return Integer.toHexString((container.getName() + "\n" + container.getImage()).hashCode());
  }

  public static String path(Pod pod) {
    return "/api/v1/namespaces/" + namespace(pod) + "/pods/" + name(pod);
  }
}
