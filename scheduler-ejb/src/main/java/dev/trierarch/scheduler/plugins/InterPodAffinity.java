package dev.trierarch.scheduler.plugins;

import dev.trierarch.client.model.Numbers;
import dev.trierarch.scheduler.framework.ClusterEvent;
import dev.trierarch.scheduler.framework.ClusterSnapshot;
import dev.trierarch.scheduler.framework.FilterPlugin;
import dev.trierarch.scheduler.framework.NodeState;
import dev.trierarch.scheduler.framework.PendingPod;
import dev.trierarch.scheduler.framework.ScorePlugin;
import dev.trierarch.scheduler.framework.Verdict;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodAffinityTerm;
import io.fabric8.kubernetes.api.model.WeightedPodAffinityTerm;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Brings pods together and keeps them apart as their affinities and anti-affinities say. */
public final class InterPodAffinity implements FilterPlugin, ScorePlugin {

  /** What upstream lets a required affinity of a running pod count as a preference. */
  private static final long HARD_AFFINITY_WEIGHT = 1;

  @Override
  public String name() {
    return "InterPodAffinity";
  }

  @Override
  public NodeFilter forPod(PendingPod pending, ClusterSnapshot cluster) {
    Pod pod = pending.pod();
    List<PodTerm> wanted = terms(AffinityTerms.required(pod), pod, cluster);
    List<PodTerm> unwanted = terms(AffinityTerms.requiredAnti(pod), pod, cluster);
    Topology near = new Topology();
    Topology forbidden = new Topology();
    Topology unwelcome = new Topology();
    cluster.stream()
        .forEach(
            node -> {
              for (Pod other : node.pods()) {
                if (!wanted.isEmpty() && wanted.stream().allMatch(term -> term.matches(other))) {
                  wanted.forEach(term -> near.add(node, term.topologyKey(), 1));
                }
                unwanted.stream()
                    .filter(term -> term.matches(other))
                    .forEach(term -> forbidden.add(node, term.topologyKey(), 1));
                terms(AffinityTerms.requiredAnti(other), other, cluster).stream()
                    .filter(term -> term.matches(pod))
                    .forEach(term -> unwelcome.add(node, term.topologyKey(), 1));
              }
            });
    // The first of a group that wants to be together finds nobody: it may go anywhere.
    boolean isFirst = near.isEmpty() && wanted.stream().allMatch(term -> term.matches(pod));
    return node -> {
      if (!hasCompany(node, wanted, near, isFirst)) {
        return Verdict.never("node(s) didn't match pod affinity rules");
      }
      if (unwanted.stream().anyMatch(term -> forbidden.get(node, term.topologyKey()) > 0)) {
        return Verdict.no("node(s) didn't match pod anti-affinity rules");
      }
      boolean isUnwelcome =
          unwelcome.numbers().keySet().stream()
              .anyMatch(domain -> domain.value().equals(node.labels().get(domain.key())));
      return isUnwelcome
          ? Verdict.no("node(s) didn't satisfy existing pods anti-affinity rules")
          : Verdict.yes();
    };
  }

  @Override
  public int weight() {
    return 2;
  }

  @Override
  public long[] score(PendingPod pending, List<NodeState> nodes, ClusterSnapshot cluster) {
    Pod pod = pending.pod();
    Topology sums = new Topology();
    cluster.stream()
        .forEach(node -> node.pods().forEach(other -> addPair(sums, node, pod, other, cluster)));
    long[] raw = nodes.stream().mapToLong(node -> sum(sums, node)).toArray();
    return spreadOut(raw);
  }

  @Override
  public Set<ClusterEvent> wokenBy() {
    return Set.of(
        ClusterEvent.NODE_ADDED,
        ClusterEvent.NODE_LABELS_CHANGED,
        ClusterEvent.POD_ASSIGNED,
        ClusterEvent.POD_LABELS_CHANGED,
        ClusterEvent.POD_GONE,
        ClusterEvent.NAMESPACE_LABELS_CHANGED);
  }

  private static boolean hasCompany(
      NodeState node, List<PodTerm> wanted, Topology near, boolean isFirst) {
    return wanted.stream()
        .allMatch(
            term ->
                node.labels().containsKey(term.topologyKey())
                    && (isFirst || near.get(node, term.topologyKey()) > 0));
  }

  /** What the two pods think of being near each other. */
  private static void addPair(
      Topology sums, NodeState node, Pod pod, Pod other, ClusterSnapshot cluster) {
    addPreferences(sums, node, AffinityTerms.preferred(pod), pod, other, cluster, 1);
    addPreferences(sums, node, AffinityTerms.preferredAnti(pod), pod, other, cluster, -1);
    addPreferences(sums, node, AffinityTerms.preferred(other), other, pod, cluster, 1);
    addPreferences(sums, node, AffinityTerms.preferredAnti(other), other, pod, cluster, -1);
    terms(AffinityTerms.required(other), other, cluster).stream()
        .filter(term -> term.matches(pod))
        .forEach(term -> sums.add(node, term.topologyKey(), HARD_AFFINITY_WEIGHT));
  }

  private static void addPreferences(
      Topology sums,
      NodeState node,
      List<WeightedPodAffinityTerm> preferences,
      Pod owner,
      Pod other,
      ClusterSnapshot cluster,
      int sign) {
    for (WeightedPodAffinityTerm preference : preferences) {
      PodTerm term = PodTerm.of(preference.getPodAffinityTerm(), owner, cluster);
      if (term.matches(other)) {
        sums.add(node, term.topologyKey(), (long) sign * Numbers.orZero(preference.getWeight()));
      }
    }
  }

  private static long sum(Topology sums, NodeState node) {
    return sums.numbers().entrySet().stream()
        .filter(entry -> entry.getKey().value().equals(node.labels().get(entry.getKey().key())))
        .mapToLong(Map.Entry::getValue)
        .sum();
  }

  /** The lowest becomes 0, the highest 100. */
  private static long[] spreadOut(long[] raw) {
    long lowest = Long.MAX_VALUE;
    long highest = Long.MIN_VALUE;
    for (long score : raw) {
      lowest = Math.min(lowest, score);
      highest = Math.max(highest, score);
    }
    long[] scores = new long[raw.length];
    for (int i = 0; i < raw.length; i++) {
      scores[i] = highest == lowest ? 0 : (raw[i] - lowest) * SCORE_MAX / (highest - lowest);
    }
    return scores;
  }

  private static List<PodTerm> terms(
      List<PodAffinityTerm> terms, Pod owner, ClusterSnapshot cluster) {
    return terms.stream().map(term -> PodTerm.of(term, owner, cluster)).toList();
  }
}
