package dev.trierarch.scheduler.plugins;

import dev.trierarch.client.model.NodeSelection;
import dev.trierarch.client.model.Numbers;
import dev.trierarch.scheduler.framework.ClusterEvent;
import dev.trierarch.scheduler.framework.ClusterSnapshot;
import dev.trierarch.scheduler.framework.FilterPlugin;
import dev.trierarch.scheduler.framework.NodeState;
import dev.trierarch.scheduler.framework.PendingPod;
import dev.trierarch.scheduler.framework.ScorePlugin;
import dev.trierarch.scheduler.framework.Verdict;
import io.fabric8.kubernetes.api.model.Affinity;
import io.fabric8.kubernetes.api.model.PreferredSchedulingTerm;
import java.util.List;
import java.util.Set;

/** Holds a pod to its node selector and node affinity, and follows its preferences. */
public final class NodeAffinity implements FilterPlugin, ScorePlugin {

  @Override
  public String name() {
    return "NodeAffinity";
  }

  @Override
  public NodeFilter forPod(PendingPod pod, ClusterSnapshot cluster) {
    return node ->
        NodeSelection.matches(pod.spec(), node.node())
            ? Verdict.yes()
            : Verdict.never("node(s) didn't match Pod's node affinity/selector");
  }

  @Override
  public int weight() {
    return 2;
  }

  @Override
  public long[] score(PendingPod pod, List<NodeState> nodes, ClusterSnapshot cluster) {
    List<PreferredSchedulingTerm> preferred = preferred(pod.spec().getAffinity());
    return ScorePlugin.scaled(
        nodes.stream().mapToLong(node -> weightOf(preferred, node)).toArray());
  }

  @Override
  public Set<ClusterEvent> wokenBy() {
    return Set.of(ClusterEvent.NODE_ADDED, ClusterEvent.NODE_LABELS_CHANGED);
  }

  private static long weightOf(List<PreferredSchedulingTerm> preferred, NodeState node) {
    return preferred.stream()
        .filter(term -> NodeSelection.matches(term.getPreference(), node.node()))
        .mapToLong(term -> Numbers.orZero(term.getWeight()))
        .sum();
  }

  private static List<PreferredSchedulingTerm> preferred(Affinity affinity) {
    return affinity == null || affinity.getNodeAffinity() == null
        ? List.of()
        : affinity.getNodeAffinity().getPreferredDuringSchedulingIgnoredDuringExecution();
  }
}
