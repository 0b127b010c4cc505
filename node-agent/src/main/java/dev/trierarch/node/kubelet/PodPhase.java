package dev.trierarch.node.kubelet;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodStatus;
import java.util.List;

/** The one word for where a pod is in its life, from its containers' statuses. Pure. */
final class PodPhase {
  private PodPhase() {}

  /**
   * @param ended the pod was made to end and nothing of it runs
   */
  static String of(Pod pod, PodStatus status, boolean ended) {
    String policy = Pods.restartPolicy(pod);
    if (initFailed(pod, status, policy)) {
      return "Failed";
    }
    List<ContainerStatus> containers = status.getContainerStatuses();
    long running = containers.stream().filter(s -> s.getState().getRunning() != null).count();
    long neverRan =
        containers.stream()
            .filter(s -> s.getState().getWaiting() != null)
            .filter(s -> s.getLastState() == null || s.getLastState().getTerminated() == null)
            .count();
    long succeeded = containers.stream().filter(PodPhase::succeeded).count();
    if (ended) {
      return succeeded == containers.size() ? "Succeeded" : "Failed";
    }
    if (neverRan > 0) {
      return "Pending";
    }
    if (running > 0) {
      return "Running";
    }
    boolean allOver = containers.stream().allMatch(s -> s.getState().getTerminated() != null);
    return switch (policy) {
      case "Never" ->
          allOver ? (succeeded == containers.size() ? "Succeeded" : "Failed") : "Running";
      case "OnFailure" -> succeeded == containers.size() ? "Succeeded" : "Running";
      default -> "Running";
    };
  }

  private static boolean initFailed(Pod pod, PodStatus status, String policy) {
    if (!policy.equals("Never")) {
      return false;
    }
    List<Container> inits = Pods.initContainers(pod);
    return status.getInitContainerStatuses().stream()
        .filter(s -> s.getState().getTerminated() != null)
        .filter(s -> s.getState().getTerminated().getExitCode() != 0)
        .anyMatch(
            s ->
                inits.stream()
                    .anyMatch(c -> c.getName().equals(s.getName()) && !Pods.isSidecar(pod, c)));
  }

  private static boolean succeeded(ContainerStatus status) {
    var terminated = status.getState().getTerminated();
    return terminated != null && terminated.getExitCode() == 0;
  }
}
