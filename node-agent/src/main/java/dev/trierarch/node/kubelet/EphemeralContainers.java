package dev.trierarch.node.kubelet;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.EphemeralContainer;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.List;

/** The containers that were added to a running pod to look into it, as the containers they are. */
final class EphemeralContainers {
  private EphemeralContainers() {}

  static List<Container> of(Pod pod) {
    List<EphemeralContainer> declared = pod.getSpec().getEphemeralContainers();
    return declared == null
        ? List.of()
        : declared.stream().map(EphemeralContainers::container).toList();
  }

  static boolean contains(Pod pod, String name) {
    return of(pod).stream().anyMatch(c -> c.getName().equals(name));
  }

  /** Whether it has run, as far as the API was told. */
  static boolean hasRun(Pod pod, String name) {
    return pod.getStatus() != null
        && pod.getStatus().getEphemeralContainerStatuses().stream()
            .filter(s -> s.getName().equals(name) && s.getState() != null)
            .map(ContainerStatus::getState)
            .anyMatch(s -> s.getRunning() != null || s.getTerminated() != null);
  }

  // Ports, probes, hooks and resources are refused for them, so there are none to take over.
  private static Container container(EphemeralContainer declared) {
    return new ContainerBuilder()
        .withName(declared.getName())
        .withImage(declared.getImage())
        .withImagePullPolicy(declared.getImagePullPolicy())
        .withCommand(declared.getCommand())
        .withArgs(declared.getArgs())
        .withWorkingDir(declared.getWorkingDir())
        .withEnv(declared.getEnv())
        .withEnvFrom(declared.getEnvFrom())
        .withVolumeMounts(declared.getVolumeMounts())
        .withVolumeDevices(declared.getVolumeDevices())
        .withSecurityContext(declared.getSecurityContext())
        .withTerminationMessagePath(declared.getTerminationMessagePath())
        .withTerminationMessagePolicy(declared.getTerminationMessagePolicy())
        .withStdin(declared.getStdin())
        .withStdinOnce(declared.getStdinOnce())
        .withTty(declared.getTty())
        .build();
  }
}
