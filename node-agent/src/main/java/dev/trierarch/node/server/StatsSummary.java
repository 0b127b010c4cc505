package dev.trierarch.node.server;

import dev.trierarch.node.kubelet.Kubelet;
import dev.trierarch.node.kubelet.Pods;
import dev.trierarch.node.runtime.PodRuntime.ContainerState;
import dev.trierarch.node.runtime.PodRuntime.ContainerUsage;
import dev.trierarch.node.runtime.PodRuntime.Phase;
import dev.trierarch.node.runtime.PodRuntime.SandboxState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the node's containers use, in the shape of upstream's stats summary. */
final class StatsSummary {
  private final Kubelet kubelet;

  StatsSummary(Kubelet kubelet) {
    this.kubelet = kubelet;
  }

  record Summary(Node node, List<Pod> pods) {}

  record Node(String nodeName) {}

  record PodRef(String name, String namespace, String uid) {}

  record Pod(PodRef podRef, List<Container> containers) {}

  record Container(String name, Cpu cpu, Memory memory) {}

  record Cpu(String time, long usageCoreNanoSeconds) {}

  record Memory(String time, long workingSetBytes) {}

  Summary read() {
    Map<String, Pod> pods = new HashMap<>();
    for (SandboxState sandbox : kubelet.runtime().sandboxes()) {
      if (sandbox.ready()) {
        PodRef ref = new PodRef(sandbox.podName(), sandbox.namespace(), sandbox.podUid());
        pods.put(sandbox.id(), new Pod(ref, new ArrayList<>()));
      }
    }
    for (ContainerState container : kubelet.runtime().containers()) {
      Pod pod = pods.get(container.sandboxId());
      if (pod != null && container.phase() == Phase.RUNNING) {
        usage(container).ifPresent(pod.containers()::add);
      }
    }
    return new Summary(new Node(kubelet.nodeName()), List.copyOf(pods.values()));
  }

  private Optional<Container> usage(ContainerState container) {
    Optional<ContainerUsage> usage = kubelet.runtime().usage(container.id());
    String name = container.labels().getOrDefault(Pods.LABEL_CONTAINER_NAME, container.name());
    return usage.map(
        u ->
            new Container(
                name,
                new Cpu(u.time().toString(), u.cpuNanosTotal()),
                new Memory(u.time().toString(), u.memoryWorkingSetBytes())));
  }
}
