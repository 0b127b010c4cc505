package dev.trierarch.node.kubelet;

import dev.trierarch.node.api.Json;
import dev.trierarch.node.runtime.PodRuntime.RuntimeInfo;
import io.fabric8.kubernetes.api.model.NodeAddress;
import io.fabric8.kubernetes.api.model.NodeCondition;
import io.fabric8.kubernetes.api.model.NodeConditionBuilder;
import io.fabric8.kubernetes.api.model.NodeStatus;
import io.fabric8.kubernetes.api.model.NodeStatusBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/** Works out a node's status. Pure. */
final class NodeStatusPlanner {
  static final String KUBELET_VERSION = "v1.36.0+trierarch.0.1.0";
  private static final long RESERVED_MEMORY_BYTES = 100L << 20;

  /**
   * What the status is made of.
   *
   * @param problem why the node cannot run pods, empty when it can
   */
  record Observation(
      NodeFacts facts,
      NodePressure pressure,
      RuntimeInfo runtime,
      String address,
      String hostname,
      int port,
      Optional<String> problem) {}

  private NodeStatusPlanner() {}

  static NodeStatus status(Observation seen, NodeStatus before, Instant now) {
    NodeFacts facts = seen.facts();
    return new NodeStatusBuilder(before == null ? new NodeStatus() : before)
        .withCapacity(resources(facts, 0))
        .withAllocatable(resources(facts, reserved(facts)))
        .withAddresses(
            new NodeAddress(seen.address(), "InternalIP"),
            new NodeAddress(seen.hostname(), "Hostname"))
        .withConditions(conditions(seen, before, now))
        .withNewDaemonEndpoints()
        .withNewKubeletEndpoint(seen.port())
        .endDaemonEndpoints()
        .withNewNodeInfo()
        .withArchitecture(facts.architecture())
        .withOperatingSystem(facts.operatingSystem())
        .withOsImage(facts.osImage())
        .withKernelVersion(facts.kernelVersion())
        .withMachineID(facts.machineId())
        .withSystemUUID(facts.systemUuid())
        .withBootID(facts.bootId())
        .withContainerRuntimeVersion(seen.runtime().name() + "://" + seen.runtime().version())
        .withKubeletVersion(KUBELET_VERSION)
        .withKubeProxyVersion("")
        .endNodeInfo()
        .build();
  }

  private static long reserved(NodeFacts facts) {
    return Math.min(RESERVED_MEMORY_BYTES, facts.memoryBytes() / 10);
  }

  static Map<String, Quantity> resources(NodeFacts facts, long reservedMemoryBytes) {
    Map<String, Quantity> resources = new TreeMap<>();
    resources.put("cpu", new Quantity(Integer.toString(facts.cpus())));
    resources.put(
        "memory", new Quantity((facts.memoryBytes() - reservedMemoryBytes) / 1024 + "Ki"));
    resources.put("ephemeral-storage", new Quantity(facts.diskBytes() / 1024 + "Ki"));
    resources.put("hugepages-1Gi", new Quantity("0"));
    resources.put("hugepages-2Mi", new Quantity("0"));
    resources.put("pods", new Quantity(Integer.toString(facts.podsMax())));
    return resources;
  }

  static Map<String, Quantity> allocatable(NodeFacts facts) {
    return resources(facts, reserved(facts));
  }

  private static List<NodeCondition> conditions(Observation seen, NodeStatus before, Instant now) {
    List<NodeCondition> old = before == null ? List.of() : before.getConditions();
    NodePressure pressure = seen.pressure();
    List<NodeCondition> conditions = new ArrayList<>();
    conditions.add(
        pressure.memory()
            ? condition(
                old,
                now,
                "MemoryPressure",
                true,
                "KubeletHasInsufficientMemory",
                "kubelet has insufficient memory available")
            : condition(
                old,
                now,
                "MemoryPressure",
                false,
                "KubeletHasSufficientMemory",
                "kubelet has sufficient memory available"));
    conditions.add(
        pressure.disk()
            ? condition(
                old,
                now,
                "DiskPressure",
                true,
                "KubeletHasDiskPressure",
                "kubelet has disk pressure")
            : condition(
                old,
                now,
                "DiskPressure",
                false,
                "KubeletHasNoDiskPressure",
                "kubelet has no disk pressure"));
    conditions.add(
        pressure.pids()
            ? condition(
                old,
                now,
                "PIDPressure",
                true,
                "KubeletHasInsufficientPID",
                "kubelet has insufficient PID available")
            : condition(
                old,
                now,
                "PIDPressure",
                false,
                "KubeletHasSufficientPID",
                "kubelet has sufficient PID available"));
    conditions.add(
        seen.problem()
            .map(problem -> condition(old, now, "Ready", false, "KubeletNotReady", problem))
            .orElseGet(
                () ->
                    condition(
                        old,
                        now,
                        "Ready",
                        true,
                        "KubeletReady",
                        "kubelet is posting ready status")));
    old.stream()
        .filter(c -> conditions.stream().noneMatch(own -> own.getType().equals(c.getType())))
        .toList()
        .forEach(conditions::add);
    return conditions;
  }

  private static NodeCondition condition(
      List<NodeCondition> old,
      Instant now,
      String type,
      boolean holds,
      String reason,
      String message) {
    String text = holds ? "True" : "False";
    String since =
        old.stream()
            .filter(c -> c.getType().equals(type) && Objects.equals(c.getStatus(), text))
            .map(NodeCondition::getLastTransitionTime)
            .filter(Objects::nonNull)
            .findFirst()
            .orElse(Times.text(now));
    return new NodeConditionBuilder()
        .withType(type)
        .withStatus(text)
        .withReason(reason)
        .withMessage(message)
        .withLastHeartbeatTime(Times.text(now))
        .withLastTransitionTime(since)
        .build();
  }

  /** Whether two statuses say the same but for the time of the heartbeat. */
  static boolean sameButForHeartbeat(NodeStatus one, NodeStatus other) {
    return withoutHeartbeat(one).equals(withoutHeartbeat(other));
  }

  private static String withoutHeartbeat(NodeStatus status) {
    NodeStatus copy = new NodeStatusBuilder(status).build();
    copy.getConditions().forEach(c -> c.setLastHeartbeatTime(null));
    return Json.text(copy);
  }
}
