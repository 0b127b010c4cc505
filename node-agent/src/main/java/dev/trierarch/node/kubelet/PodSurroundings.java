package dev.trierarch.node.kubelet;

import dev.trierarch.node.runtime.PodRuntime.ContainerSpec;
import dev.trierarch.node.runtime.PodRuntime.ContainerState;
import dev.trierarch.node.runtime.PodRuntime.SandboxSpec;
import dev.trierarch.node.volume.SetupFailure;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.List;

/** What a pod's containers find around them: files, environment, names. */
interface PodSurroundings {
  /** Where a pod's sandbox stands. */
  record Place(String podIp, String hostIp) {}

  /**
   * Makes or refreshes the pod's directories and volumes.
   *
   * @throws SetupFailure when something that the pod names is not there
   */
  void prepare(Pod pod);

  SandboxSpec sandbox(Pod pod, int attempt, String podCidr);

  /**
   * @throws SetupFailure when the container's configuration cannot be made
   */
  ContainerSpec container(Pod pod, Container container, int attempt, String imageId, Place place);

  /** What the container left as its last words, empty when nothing. */
  String terminationMessage(Pod pod, ContainerState ended);

  /** Keeps what running containers write in bounds; called every few seconds. */
  void tidy(Pod pod, List<ContainerState> containers);

  /** Removes everything that was made for the pod. */
  void remove(String namespace, String podName, String podUid);
}
