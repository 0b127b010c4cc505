package dev.trierarch.scheduler.framework;

import java.util.Set;

/** One rule about which nodes can take a pod. Stateless and pure. */
public interface FilterPlugin {

  /** As upstream names it, e.g. {@code NodeResourcesFit}. */
  String name();

  /** Looks at the pod and the cluster once; what it returns is then asked about each node. */
  NodeFilter forPod(PendingPod pod, ClusterSnapshot cluster);

  /** The changes after which a pod that this rule held back is worth another try. */
  Set<ClusterEvent> wokenBy();

  /** Answers for one pod about a node. */
  @FunctionalInterface
  interface NodeFilter {
    Verdict check(NodeState node);
  }
}
