package dev.trierarch.scheduler.plugins;

import dev.trierarch.scheduler.framework.ClusterEvent;
import dev.trierarch.scheduler.framework.ClusterSnapshot;
import dev.trierarch.scheduler.framework.FilterPlugin;
import dev.trierarch.scheduler.framework.NodeState;
import dev.trierarch.scheduler.framework.PendingPod;
import dev.trierarch.scheduler.framework.Requests;
import dev.trierarch.scheduler.framework.ScorePlugin;
import dev.trierarch.scheduler.framework.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Keeps pods off nodes without the resources they ask for, and prefers the least used nodes. */
public final class NodeResourcesFit implements FilterPlugin, ScorePlugin {

  private static final String PODS = "pods";

  @Override
  public String name() {
    return "NodeResourcesFit";
  }

  @Override
  public NodeFilter forPod(PendingPod pod, ClusterSnapshot cluster) {
    return node -> check(pod.requests(), node);
  }

  @Override
  public int weight() {
    return 1;
  }

  @Override
  public long[] score(PendingPod pod, List<NodeState> nodes, ClusterSnapshot cluster) {
    Requests more = Requests.ofScored(pod.pod());
    return nodes.stream()
        .mapToLong(node -> (free(node, more, Requests.CPU) + free(node, more, Requests.MEMORY)) / 2)
        .toArray();
  }

  @Override
  public Set<ClusterEvent> wokenBy() {
    return Set.of(
        ClusterEvent.NODE_ADDED, ClusterEvent.NODE_ALLOCATABLE_CHANGED, ClusterEvent.POD_GONE);
  }

  private static Verdict check(Requests wanted, NodeState node) {
    List<String> reasons = new ArrayList<>();
    boolean couldEverFit = true;
    if (node.pods().size() + 1 > node.allocatable().get(PODS)) {
      reasons.add("Too many pods");
    }
    for (var request : wanted.amounts().entrySet()) {
      String name = request.getKey();
      long amount = request.getValue();
      long allocatable = node.allocatable().get(name);
      if (amount > 0 && amount > allocatable - node.requested().get(name)) {
        reasons.add("Insufficient " + name);
        couldEverFit &= amount <= allocatable;
      }
    }
    if (reasons.isEmpty()) {
      return Verdict.yes();
    }
    String[] texts = reasons.toArray(String[]::new);
    return couldEverFit ? Verdict.no(texts) : Verdict.never(texts);
  }

  /** 100 for a node that would be empty, 0 for a full one. */
  private static long free(NodeState node, Requests more, String resource) {
    long allocatable = node.allocatable().get(resource);
    long used = node.requestedScored().get(resource) + more.get(resource);
    return allocatable == 0 || used > allocatable
        ? 0
        : (allocatable - used) * SCORE_MAX / allocatable;
  }
}
