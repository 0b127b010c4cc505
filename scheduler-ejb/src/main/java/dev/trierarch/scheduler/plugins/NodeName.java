package dev.trierarch.scheduler.plugins;

import dev.trierarch.client.model.Pods;
import dev.trierarch.scheduler.framework.ClusterEvent;
import dev.trierarch.scheduler.framework.ClusterSnapshot;
import dev.trierarch.scheduler.framework.FilterPlugin;
import dev.trierarch.scheduler.framework.PendingPod;
import dev.trierarch.scheduler.framework.Verdict;
import java.util.Set;

/** Holds a pod to the node that it names itself. */
public final class NodeName implements FilterPlugin {

  @Override
  public String name() {
    return "NodeName";
  }

  @Override
  public NodeFilter forPod(PendingPod pod, ClusterSnapshot cluster) {
    String wanted = Pods.nodeName(pod.pod());
    return node ->
        wanted.isEmpty() || wanted.equals(node.name())
            ? Verdict.yes()
            : Verdict.never("node(s) didn't match the requested node name");
  }

  @Override
  public Set<ClusterEvent> wokenBy() {
    return Set.of(ClusterEvent.NODE_ADDED);
  }
}
