package dev.trierarch.controller.nodelifecycle;

import dev.trierarch.client.model.Times;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.NodeCondition;
import io.fabric8.kubernetes.api.model.NodeConditionBuilder;
import io.fabric8.kubernetes.api.model.Taint;
import io.fabric8.kubernetes.api.model.TaintBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** Decides what a node's silence and its conditions mean for its status and its taints. Pure. */
final class NodeHealthPlanner {

  static final String NOT_READY = "node.kubernetes.io/not-ready";
  static final String UNREACHABLE = "node.kubernetes.io/unreachable";

  private static final String UNSCHEDULABLE = "node.kubernetes.io/unschedulable";
  private static final String NO_SCHEDULE = "NoSchedule";
  private static final String NO_EXECUTE = "NoExecute";

  private static final Map<String, String> TAINT_BY_CONDITION =
      Map.of(
          "MemoryPressure", "node.kubernetes.io/memory-pressure",
          "DiskPressure", "node.kubernetes.io/disk-pressure",
          "PIDPressure", "node.kubernetes.io/pid-pressure",
          "NetworkUnavailable", "node.kubernetes.io/network-unavailable");

  private static final List<String> REPORTED_BY_KUBELET =
      List.of(NodeConditions.READY, "MemoryPressure", "DiskPressure", "PIDPressure");

  private static final Set<String> MANAGED =
      Set.of(
          NOT_READY,
          UNREACHABLE,
          UNSCHEDULABLE,
          "node.kubernetes.io/memory-pressure",
          "node.kubernetes.io/disk-pressure",
          "node.kubernetes.io/pid-pressure",
          "node.kubernetes.io/network-unavailable");

  private NodeHealthPlanner() {}

  /**
   * @param lastHeard when the node last gave a sign of life
   * @param grace how long it may be silent
   */
  static NodeHealthPlan plan(Node node, Instant lastHeard, Duration grace, Instant now) {
    Instant end = lastHeard.plus(grace);
    boolean silent = !end.isAfter(now);
    Node known = silent ? withUnknown(node, now) : node;
    Node tainted = tainted(known, now);
    return new NodeHealthPlan(
        known.equals(node) ? Optional.empty() : Optional.of(known),
        tainted.equals(known) ? Optional.empty() : Optional.of(tainted),
        silent ? Optional.empty() : Optional.of(Times.until(end, now)));
  }

  /** The node with the taints that its conditions call for. */
  static Node tainted(Node node, Instant now) {
    List<Taint> taints = taints(node, now);
    return taints.equals(taintsOf(node))
        ? node
        : new NodeBuilder(node).editOrNewSpec().withTaints(taints).endSpec().build();
  }

  private static Node withUnknown(Node node, Instant now) {
    List<NodeCondition> conditions =
        node.getStatus() == null
            ? new ArrayList<>()
            : new ArrayList<>(node.getStatus().getConditions());
    for (String type : REPORTED_BY_KUBELET) {
      Optional<NodeCondition> before = NodeConditions.get(node, type);
      if (before.isEmpty() || !before.get().getStatus().equals("Unknown")) {
        conditions.removeIf(condition -> condition.getType().equals(type));
        conditions.add(unknown(type, before, now));
      }
    }
    return new NodeBuilder(node).editOrNewStatus().withConditions(conditions).endStatus().build();
  }

  private static NodeCondition unknown(String type, Optional<NodeCondition> before, Instant now) {
    return new NodeConditionBuilder()
        .withType(type)
        .withStatus("Unknown")
        .withReason(before.isPresent() ? "NodeStatusUnknown" : "NodeStatusNeverUpdated")
        .withMessage(
            before.isPresent()
                ? "Kubelet stopped posting node status."
                : "Kubelet never posted node status.")
        .withLastHeartbeatTime(before.map(NodeCondition::getLastHeartbeatTime).orElse(null))
        .withLastTransitionTime(Times.seconds(now))
        .build();
  }

  /** Taints of others stay where they are; ours follow, those already there with their time. */
  private static List<Taint> taints(Node node, Instant now) {
    List<Taint> before = taintsOf(node);
    List<Taint> wanted = wanted(node);
    List<Taint> taints = new ArrayList<>();
    for (Taint taint : before) {
      boolean isWanted = wanted.stream().anyMatch(other -> isSame(taint, other));
      if (!MANAGED.contains(taint.getKey()) || isWanted) {
        taints.add(taint);
      }
    }
    for (Taint taint : wanted) {
      if (taints.stream().noneMatch(other -> isSame(taint, other))) {
        boolean evicts = NO_EXECUTE.equals(taint.getEffect());
        taints.add(
            new TaintBuilder(taint).withTimeAdded(evicts ? Times.seconds(now) : null).build());
      }
    }
    return taints;
  }

  private static List<Taint> wanted(Node node) {
    List<Taint> wanted = new ArrayList<>();
    switch (NodeConditions.status(node, NodeConditions.READY)) {
      case "True" -> {}
      case "Unknown" -> {
        wanted.add(taint(UNREACHABLE, NO_SCHEDULE));
        wanted.add(taint(UNREACHABLE, NO_EXECUTE));
      }
      case "False" -> {
        wanted.add(taint(NOT_READY, NO_SCHEDULE));
        wanted.add(taint(NOT_READY, NO_EXECUTE));
      }
      default -> wanted.add(taint(NOT_READY, NO_SCHEDULE));
    }
    TAINT_BY_CONDITION.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .filter(entry -> NodeConditions.status(node, entry.getKey()).equals("True"))
        .forEach(entry -> wanted.add(taint(entry.getValue(), NO_SCHEDULE)));
    if (node.getSpec() != null && Boolean.TRUE.equals(node.getSpec().getUnschedulable())) {
      wanted.add(taint(UNSCHEDULABLE, NO_SCHEDULE));
    }
    return wanted;
  }

  private static List<Taint> taintsOf(Node node) {
    return node.getSpec() == null ? List.of() : node.getSpec().getTaints();
  }

  private static Taint taint(String key, String effect) {
    return new TaintBuilder().withKey(key).withEffect(effect).build();
  }

  private static boolean isSame(Taint a, Taint b) {
    return Objects.equals(a.getKey(), b.getKey()) && Objects.equals(a.getEffect(), b.getEffect());
  }
}
