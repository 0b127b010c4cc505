package dev.trierarch.node.kubelet;

import io.fabric8.kubernetes.api.model.Pod;

/** Where containers' logs are: {@code NAMESPACE_POD_UID/CONTAINER/ATTEMPT.log}. */
public final class ContainerLogs {
  private ContainerLogs() {}

  public static String directoryName(Pod pod) {
    return "%s_%s_%s".formatted(Pods.namespace(pod), Pods.name(pod), Pods.uid(pod));
  }

  public static String pathInPod(String containerName, int attempt) {
    return containerName + "/" + attempt + ".log";
  }
}
