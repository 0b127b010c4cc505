package dev.trierarch.scheduler.plugins;

import dev.trierarch.client.model.Tolerations;
import dev.trierarch.scheduler.framework.ClusterEvent;
import dev.trierarch.scheduler.framework.ClusterSnapshot;
import dev.trierarch.scheduler.framework.FilterPlugin;
import dev.trierarch.scheduler.framework.NodeState;
import dev.trierarch.scheduler.framework.PendingPod;
import dev.trierarch.scheduler.framework.ScorePlugin;
import dev.trierarch.scheduler.framework.Verdict;
import io.fabric8.kubernetes.api.model.Taint;
import io.fabric8.kubernetes.api.model.Toleration;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * Keeps pods off nodes with taints they do not tolerate, and prefers nodes without taints that
 * would rather not have them. A node that is not ready carries such a taint.
 */
public final class TaintToleration implements FilterPlugin, ScorePlugin {

  private static final Set<String> FORBIDDING = Set.of("NoSchedule", "NoExecute");
  private static final String DISCOURAGING = "PreferNoSchedule";

  @Override
  public String name() {
    return "TaintToleration";
  }

  @Override
  public NodeFilter forPod(PendingPod pod, ClusterSnapshot cluster) {
    List<Toleration> tolerations = pod.spec().getTolerations();
    return node ->
        Tolerations.firstUntolerated(tolerations, taints(node), FORBIDDING)
            .map(taint -> Verdict.never(reason(taint)))
            .orElse(Verdict.yes());
  }

  @Override
  public int weight() {
    return 3;
  }

  @Override
  public long[] score(PendingPod pod, List<NodeState> nodes, ClusterSnapshot cluster) {
    List<Toleration> tolerations =
        pod.spec().getTolerations().stream()
            .filter(
                toleration ->
                    toleration.getEffect() == null
                        || toleration.getEffect().isEmpty()
                        || toleration.getEffect().equals(DISCOURAGING))
            .toList();
    return ScorePlugin.scaledReversed(
        nodes.stream().mapToLong(node -> discouraging(node, tolerations)).toArray());
  }

  @Override
  public Set<ClusterEvent> wokenBy() {
    return Set.of(ClusterEvent.NODE_ADDED, ClusterEvent.NODE_TAINTS_CHANGED);
  }

  private static long discouraging(NodeState node, List<Toleration> tolerations) {
    return taints(node).stream()
        .filter(taint -> DISCOURAGING.equals(taint.getEffect()))
        .filter(taint -> !Tolerations.tolerates(tolerations, taint))
        .count();
  }

  private static List<Taint> taints(NodeState node) {
    return node.node().getSpec() == null ? List.of() : node.node().getSpec().getTaints();
  }

  private static String reason(Taint taint) {
    return "node(s) had untolerated taint {"
        + taint.getKey()
        + ": "
        + Objects.requireNonNullElse(taint.getValue(), "")
        + "}";
  }
}
