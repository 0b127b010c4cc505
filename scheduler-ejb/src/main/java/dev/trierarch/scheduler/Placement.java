package dev.trierarch.scheduler;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What a scheduling cycle ends with: a node, or why each node was refused.
 *
 * @param refusalsByNode only the nodes that were looked at and refused
 */
record Placement(Optional<String> nodeName, int nodesTotal, Map<String, Refusal> refusalsByNode) {

  Placement {
    refusalsByNode = Collections.unmodifiableMap(new TreeMap<>(refusalsByNode));
  }

  /** {@code 0/2 nodes are available: 1 Insufficient cpu, 1 node(s) were unschedulable.} */
  String message() {
    if (nodesTotal == 0) {
      return "no nodes available to schedule pods";
    }
    return NodeReasons.message(
        nodesTotal,
        refusalsByNode.values().stream()
            .flatMap(refusal -> refusal.verdict().reasons().stream())
            .toList());
  }

  /** The plugins that held the pod back: their events wake it. */
  Set<String> refusingPlugins() {
    return refusalsByNode.values().stream().map(Refusal::plugin).collect(Collectors.toSet());
  }
}
