package dev.trierarch.node.kubelet;

import dev.trierarch.node.runtime.PodRuntime.ContainerSpec;
import dev.trierarch.node.runtime.PodRuntime.ContainerState;
import dev.trierarch.node.runtime.PodRuntime.DnsConfig;
import dev.trierarch.node.runtime.PodRuntime.Resources;
import dev.trierarch.node.runtime.PodRuntime.SandboxSpec;
import dev.trierarch.node.runtime.PodRuntime.Security;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Pod;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Nothing is laid out for pods that only pretend to run: no files, no environment. */
final class HollowSurroundings implements PodSurroundings {
  private final Path logs;

  HollowSurroundings(Path logs) {
    this.logs = logs;
  }

  @Override
  public void prepare(Pod pod) {
    // A pretended container mounts nothing.
  }

  @Override
  public SandboxSpec sandbox(Pod pod, int attempt, String podCidr) {
    return new SandboxSpec(
        Pods.namespace(pod),
        Pods.name(pod),
        Pods.uid(pod),
        attempt,
        Pods.name(pod),
        Pods.onHostNetwork(pod),
        false,
        false,
        false,
        logs.resolve(ContainerLogs.directoryName(pod)),
        podCidr,
        new DnsConfig(List.of(), List.of(), List.of()),
        List.of(),
        Map.of(),
        RuntimeLabels.ofSandbox(pod),
        RuntimeLabels.annotationsOf(pod));
  }

  @Override
  public ContainerSpec container(
      Pod pod, Container container, int attempt, String imageId, Place place) {
    return new ContainerSpec(
        container.getName(),
        attempt,
        container.getImage(),
        container.getCommand(),
        container.getArgs(),
        "",
        Map.of(),
        List.of(),
        new Resources(0, 0, 0, 0, 0),
        new Security(null, null, List.of(), false, false, true, List.of(), List.of()),
        ContainerLogs.pathInPod(container.getName(), attempt),
        false,
        false,
        false,
        RuntimeLabels.ofContainer(pod, container),
        RuntimeLabels.annotationsOf(pod, container, attempt));
  }

  @Override
  public String terminationMessage(Pod pod, ContainerState ended) {
    return "";
  }

  @Override
  public void tidy(Pod pod, List<ContainerState> containers) {
    // Nothing is written.
  }

  @Override
  public void remove(String namespace, String podName, String podUid) {
    // Nothing was made.
  }
}
