package dev.trierarch.scheduler;

import dev.trierarch.scheduler.framework.ClusterSnapshot;
import dev.trierarch.scheduler.framework.FilterPlugin;
import dev.trierarch.scheduler.framework.FilterPlugin.NodeFilter;
import dev.trierarch.scheduler.framework.NodeState;
import dev.trierarch.scheduler.framework.PendingPod;
import dev.trierarch.scheduler.framework.ScorePlugin;
import dev.trierarch.scheduler.framework.Verdict;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Finds the best node for one pod: filters, then scores. Pure but for the choice between equals.
 */
final class SchedulingCycle {

  /** In clusters up to this size every node is looked at. */
  private static final int NODES_ALL_LOOKED_AT_MAX = 100;

  private static final int SHARE_PERCENT_MAX = 50;
  private static final int SHARE_PERCENT_MIN = 5;
  private static final int NODES_PER_SHARE_PERCENT = 125;

  private final Profile profile;
  private final RandomGenerator random;
  private int nextStart;

  SchedulingCycle(Profile profile, RandomGenerator random) {
    this.profile = profile;
    this.random = random;
  }

  /**
   * @param nominated pods of at least the same priority that were promised room on a node, by that
   *     node's name
   */
  Placement place(PendingPod pod, ClusterSnapshot cluster, Map<String, List<Pod>> nominated) {
    List<NodeState> nodes = cluster.nodes();
    List<NamedFilter> filters = filters(pod, cluster);
    List<NodeState> fitting = new ArrayList<>();
    Map<String, Refusal> refusals = new HashMap<>();
    int wanted = fittingNodesWanted(nodes.size());
    int looked = 0;
    while (looked < nodes.size() && fitting.size() < wanted) {
      NodeState node = nodes.get((nextStart + looked) % nodes.size());
      Optional<Refusal> refusal =
          check(node, filters)
              .or(() -> checkBeside(pod, node, cluster, nominated.get(node.name())));
      if (refusal.isPresent()) {
        refusals.put(node.name(), refusal.get());
      } else {
        fitting.add(node);
      }
      looked++;
    }
    nextStart = nodes.isEmpty() ? 0 : (nextStart + looked) % nodes.size();
    return new Placement(best(pod, fitting, cluster), nodes.size(), refusals);
  }

  /** Whether a pod fits a node in a cluster that is imagined. */
  boolean fits(PendingPod pod, NodeState node, ClusterSnapshot cluster) {
    return check(node, filters(pod, cluster)).isEmpty();
  }

  private record NamedFilter(String plugin, NodeFilter filter) {}

  private List<NamedFilter> filters(PendingPod pod, ClusterSnapshot cluster) {
    List<NamedFilter> filters = new ArrayList<>();
    for (FilterPlugin plugin : profile.filters()) {
      filters.add(new NamedFilter(plugin.name(), plugin.forPod(pod, cluster)));
    }
    return filters;
  }

  private static Optional<Refusal> check(NodeState node, List<NamedFilter> filters) {
    for (NamedFilter named : filters) {
      Verdict verdict = named.filter().check(node);
      if (!verdict.fits()) {
        return Optional.of(new Refusal(named.plugin(), verdict));
      }
    }
    return Optional.empty();
  }

  /** Once more with those on the node that were promised room there. */
  private Optional<Refusal> checkBeside(
      PendingPod pod, NodeState node, ClusterSnapshot cluster, Collection<Pod> promised) {
    if (promised == null || promised.isEmpty()) {
      return Optional.empty();
    }
    NodeState fuller = node;
    for (Pod other : promised) {
      fuller = fuller.with(other);
    }
    return check(fuller, filters(pod, cluster.with(fuller)));
  }

  private Optional<String> best(PendingPod pod, List<NodeState> fitting, ClusterSnapshot cluster) {
    if (fitting.size() < 2) {
      return fitting.stream().map(NodeState::name).findFirst();
    }
    long[] totals = new long[fitting.size()];
    for (ScorePlugin plugin : profile.scores()) {
      long[] scores = plugin.score(pod, fitting, cluster);
      for (int i = 0; i < totals.length; i++) {
        totals[i] += scores[i] * plugin.weight();
      }
    }
    return Optional.of(fitting.get(indexOfHighest(totals)).name());
  }

  private int indexOfHighest(long[] totals) {
    int best = 0;
    int equals = 1;
    for (int i = 1; i < totals.length; i++) {
      if (totals[i] > totals[best]) {
        best = i;
        equals = 1;
      } else if (totals[i] == totals[best]) {
        equals++;
        if (random.nextInt(equals) == 0) {
          best = i;
        }
      }
    }
    return best;
  }

  /** In large clusters a share of the nodes is choice enough; the smaller the larger they are. */
  private static int fittingNodesWanted(int nodes) {
    if (nodes <= NODES_ALL_LOOKED_AT_MAX) {
      return nodes;
    }
    int percent = Math.max(SHARE_PERCENT_MIN, SHARE_PERCENT_MAX - nodes / NODES_PER_SHARE_PERCENT);
    return Math.max(NODES_ALL_LOOKED_AT_MAX, nodes * percent / 100);
  }
}
