package dev.trierarch.scheduler.plugins;

import dev.trierarch.scheduler.framework.ClusterEvent;
import dev.trierarch.scheduler.framework.ClusterSnapshot;
import dev.trierarch.scheduler.framework.FilterPlugin;
import dev.trierarch.scheduler.framework.NodeState;
import dev.trierarch.scheduler.framework.PendingPod;
import dev.trierarch.scheduler.framework.ScorePlugin;
import dev.trierarch.scheduler.framework.Verdict;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Spreads pods of a kind over nodes, zones or whatever their constraints name. Pods of a Service or
 * a controller without constraints are spread over nodes and zones as well as it goes.
 */
public final class PodTopologySpread implements FilterPlugin, ScorePlugin {

  private static final String HOSTNAME = "kubernetes.io/hostname";
  private static final String ZONE = "topology.kubernetes.io/zone";
  private static final String MISMATCH = "node(s) didn't match pod topology spread constraints";

  @Override
  public String name() {
    return "PodTopologySpread";
  }

  @Override
  public NodeFilter forPod(PendingPod pod, ClusterSnapshot cluster) {
    List<Counted> required =
        constraints(pod).stream()
            .filter(SpreadConstraint::required)
            .map(constraint -> new Counted(constraint, count(constraint, cluster)))
            .toList();
    return node -> {
      for (Counted counted : required) {
        SpreadConstraint constraint = counted.constraint();
        if (!node.labels().containsKey(constraint.topologyKey())) {
          return Verdict.never(MISMATCH + " (missing required label)");
        }
        if (skew(constraint, counted.matching(), node) > constraint.maxSkew()) {
          return Verdict.no(MISMATCH);
        }
      }
      return Verdict.yes();
    };
  }

  @Override
  public int weight() {
    return 2;
  }

  @Override
  public long[] score(PendingPod pod, List<NodeState> nodes, ClusterSnapshot cluster) {
    List<SpreadConstraint> constraints = wishes(pod);
    double[] crowding = new double[nodes.size()];
    Set<Integer> outside = new HashSet<>();
    for (SpreadConstraint constraint : constraints) {
      Topology counts = count(constraint, cluster);
      double weight = Math.log(domains(constraint, nodes) + 2.0);
      for (int i = 0; i < nodes.size(); i++) {
        if (!constraint.ranks(nodes.get(i))) {
          outside.add(i);
        }
        long matching = counts.get(nodes.get(i), constraint.topologyKey());
        crowding[i] += matching * weight + (constraint.maxSkew() - 1);
      }
    }
    return emptiestFirst(crowding, outside);
  }

  @Override
  public Set<ClusterEvent> wokenBy() {
    return Set.of(
        ClusterEvent.NODE_ADDED,
        ClusterEvent.NODE_LABELS_CHANGED,
        ClusterEvent.NODE_TAINTS_CHANGED,
        ClusterEvent.POD_ASSIGNED,
        ClusterEvent.POD_LABELS_CHANGED,
        ClusterEvent.POD_GONE);
  }

  private record Counted(SpreadConstraint constraint, Topology matching) {}

  private static List<SpreadConstraint> constraints(PendingPod pod) {
    return pod.spec().getTopologySpreadConstraints().stream()
        .map(constraint -> SpreadConstraint.of(constraint, pod))
        .toList();
  }

  private static List<SpreadConstraint> wishes(PendingPod pod) {
    List<SpreadConstraint> own = constraints(pod);
    if (own.isEmpty() && !pod.siblings().isEmpty()) {
      return List.of(
          SpreadConstraint.byDefault(HOSTNAME, 3, pod), SpreadConstraint.byDefault(ZONE, 5, pod));
    }
    return own.stream().filter(constraint -> !constraint.required()).toList();
  }

  /** Matching pods by domain; a domain without any is there with 0. */
  private static Topology count(SpreadConstraint constraint, ClusterSnapshot cluster) {
    Topology counts = new Topology();
    cluster.stream()
        .filter(constraint::counts)
        .forEach(node -> counts.add(node, constraint.topologyKey(), constraint.matching(node)));
    return counts;
  }

  /** How many more pods the node's domain would have than the emptiest one. */
  private static long skew(SpreadConstraint constraint, Topology counts, NodeState node) {
    long emptiest =
        counts.numbers().size() < constraint.minDomains()
            ? 0
            : counts.numbers().values().stream().mapToLong(Long::longValue).min().orElse(0);
    long itself = constraint.matchesOwner() ? 1 : 0;
    return counts.get(node, constraint.topologyKey()) + itself - emptiest;
  }

  private static long domains(SpreadConstraint constraint, List<NodeState> nodes) {
    return nodes.stream()
        .map(node -> node.labels().get(constraint.topologyKey()))
        .filter(value -> value != null)
        .distinct()
        .count();
  }

  /** Nodes outside of the topology are the last choice. */
  private static long[] emptiestFirst(double[] crowding, Set<Integer> outside) {
    double lowest = Double.MAX_VALUE;
    double highest = 0;
    for (int i = 0; i < crowding.length; i++) {
      if (!outside.contains(i)) {
        lowest = Math.min(lowest, (double) Math.round(crowding[i]));
        highest = Math.max(highest, (double) Math.round(crowding[i]));
      }
    }
    long[] scores = new long[crowding.length];
    for (int i = 0; i < crowding.length; i++) {
      if (outside.contains(i)) {
        scores[i] = 0;
      } else if (highest == 0) {
        scores[i] = SCORE_MAX;
      } else {
        scores[i] = (long) (SCORE_MAX * (highest + lowest - Math.round(crowding[i])) / highest);
      }
    }
    return scores;
  }
}
