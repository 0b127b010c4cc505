package dev.trierarch.scheduler.plugins;

import dev.trierarch.scheduler.framework.ClusterSnapshot;
import dev.trierarch.scheduler.framework.NodeState;
import dev.trierarch.scheduler.framework.PendingPod;
import dev.trierarch.scheduler.framework.Requests;
import dev.trierarch.scheduler.framework.ScorePlugin;
import java.util.List;

/** Prefers nodes whose cpu and memory would be used to the same degree. */
public final class BalancedAllocation implements ScorePlugin {

  @Override
  public String name() {
    return "NodeResourcesBalancedAllocation";
  }

  @Override
  public int weight() {
    return 1;
  }

  @Override
  public long[] score(PendingPod pod, List<NodeState> nodes, ClusterSnapshot cluster) {
    return nodes.stream().mapToLong(node -> score(pod.requests(), node)).toArray();
  }

  private static long score(Requests more, NodeState node) {
    double cpu = degree(node, more, Requests.CPU);
    double memory = degree(node, more, Requests.MEMORY);
    // The standard deviation of two numbers is half of what lies between them.
    return (long) ((1 - Math.abs(cpu - memory) / 2) * SCORE_MAX);
  }

  private static double degree(NodeState node, Requests more, String resource) {
    long allocatable = node.allocatable().get(resource);
    long used = node.requested().get(resource) + more.get(resource);
    return allocatable == 0 ? 0 : Math.min(1, (double) used / allocatable);
  }
}
