package dev.trierarch.scheduler.plugins;

import dev.trierarch.client.model.Tolerations;
import dev.trierarch.scheduler.framework.ClusterEvent;
import dev.trierarch.scheduler.framework.ClusterSnapshot;
import dev.trierarch.scheduler.framework.FilterPlugin;
import dev.trierarch.scheduler.framework.PendingPod;
import dev.trierarch.scheduler.framework.Verdict;
import io.fabric8.kubernetes.api.model.Taint;
import io.fabric8.kubernetes.api.model.TaintBuilder;
import java.util.Set;

/** Keeps pods off cordoned nodes, unless they tolerate that. */
public final class NodeUnschedulable implements FilterPlugin {

  private static final Taint CORDONED =
      new TaintBuilder()
          .withKey("node.kubernetes.io/unschedulable")
          .withEffect("NoSchedule")
          .build();

  @Override
  public String name() {
    return "NodeUnschedulable";
  }

  @Override
  public NodeFilter forPod(PendingPod pod, ClusterSnapshot cluster) {
    boolean tolerates = Tolerations.tolerates(pod.spec().getTolerations(), CORDONED);
    return node ->
        tolerates
                || node.node().getSpec() == null
                || !Boolean.TRUE.equals(node.node().getSpec().getUnschedulable())
            ? Verdict.yes()
            : Verdict.never("node(s) were unschedulable");
  }

  @Override
  public Set<ClusterEvent> wokenBy() {
    return Set.of(ClusterEvent.NODE_ADDED, ClusterEvent.NODE_TAINTS_CHANGED);
  }
}
