package dev.trierarch.scheduler.plugins;

import dev.trierarch.client.model.NodeSelection;
import dev.trierarch.client.model.Numbers;
import dev.trierarch.client.model.Pods;
import dev.trierarch.client.model.Tolerations;
import dev.trierarch.registry.LabelQuery;
import dev.trierarch.registry.LabelSelectors;
import dev.trierarch.scheduler.framework.NodeState;
import dev.trierarch.scheduler.framework.PendingPod;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.TopologySpreadConstraint;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * One spread constraint of a pod made ready to be asked: which pods it counts, and on which nodes.
 *
 * @param selectors a pod counts when all of them match it
 */
record SpreadConstraint(
    String topologyKey,
    int maxSkew,
    int minDomains,
    boolean required,
    List<LabelQuery> selectors,
    boolean honoursNodeAffinity,
    boolean honoursTaints,
    boolean byDefault,
    PendingPod owner) {

  private static final Set<String> FORBIDDING = Set.of("NoSchedule", "NoExecute");

  static SpreadConstraint of(TopologySpreadConstraint constraint, PendingPod owner) {
    LabelSelector selector = constraint.getLabelSelector();
    Map<String, String> sameLabels =
        constraint.getMatchLabelKeys().stream()
            .filter(owner.labels()::containsKey)
            .collect(Collectors.toMap(key -> key, owner.labels()::get));
    return new SpreadConstraint(
        constraint.getTopologyKey(),
        Numbers.or(constraint.getMaxSkew(), 1),
        Numbers.or(constraint.getMinDomains(), 1),
        "DoNotSchedule".equals(constraint.getWhenUnsatisfiable()),
        List.of(LabelSelectors.of(selector), LabelSelectors.ofLabels(sameLabels)),
        !"Ignore".equals(constraint.getNodeAffinityPolicy()),
        "Honor".equals(constraint.getNodeTaintsPolicy()),
        false,
        owner);
  }

  /** What every pod of a Service or a controller is spread by that names no constraint itself. */
  static SpreadConstraint byDefault(String topologyKey, int maxSkew, PendingPod owner) {
    return new SpreadConstraint(
        topologyKey,
        maxSkew,
        1,
        false,
        owner.siblings().stream().map(LabelSelectors::of).toList(),
        true,
        false,
        true,
        owner);
  }

  /** Whether a node's pods and its domain count. */
  boolean counts(NodeState node) {
    return node.labels().containsKey(topologyKey)
        && (!honoursNodeAffinity || NodeSelection.matches(owner.spec(), node.node()))
        && (!honoursTaints || toleratesTaints(node));
  }

  /** Whether a node can be ranked: it is in the topology, or need not be. */
  boolean ranks(NodeState node) {
    return byDefault || node.labels().containsKey(topologyKey);
  }

  /** The pods on a node that the constraint counts. */
  long matching(NodeState node) {
    return node.pods().stream()
        .filter(pod -> !Pods.isDeleting(pod))
        .filter(pod -> pod.getMetadata().getNamespace().equals(owner.namespace()))
        .filter(this::matches)
        .count();
  }

  /** Whether the pod itself is one of those that it wants spread. */
  boolean matchesOwner() {
    return matches(owner.pod());
  }

  private boolean matches(Pod pod) {
    Map<String, String> labels = pod.getMetadata().getLabels();
    Map<String, String> present = labels == null ? Map.of() : labels;
    return selectors.stream().allMatch(selector -> selector.matches(present));
  }

  private boolean toleratesTaints(NodeState node) {
    return node.node().getSpec() == null
        || Tolerations.firstUntolerated(
                owner.spec().getTolerations(), node.node().getSpec().getTaints(), FORBIDDING)
            .isEmpty();
  }
}
