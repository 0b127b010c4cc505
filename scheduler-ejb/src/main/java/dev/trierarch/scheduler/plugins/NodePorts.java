package dev.trierarch.scheduler.plugins;

import dev.trierarch.scheduler.framework.ClusterEvent;
import dev.trierarch.scheduler.framework.ClusterSnapshot;
import dev.trierarch.scheduler.framework.FilterPlugin;
import dev.trierarch.scheduler.framework.HostPort;
import dev.trierarch.scheduler.framework.PendingPod;
import dev.trierarch.scheduler.framework.Verdict;
import java.util.List;
import java.util.Set;

/** Keeps pods off nodes where their host ports are taken. */
public final class NodePorts implements FilterPlugin {

  @Override
  public String name() {
    return "NodePorts";
  }

  @Override
  public NodeFilter forPod(PendingPod pod, ClusterSnapshot cluster) {
    List<HostPort> wanted = HostPort.of(pod.pod());
    return node ->
        wanted.stream().anyMatch(port -> node.hostPorts().stream().anyMatch(port::clashesWith))
            ? Verdict.no("node(s) didn't have free ports for the requested pod ports")
            : Verdict.yes();
  }

  @Override
  public Set<ClusterEvent> wokenBy() {
    return Set.of(ClusterEvent.NODE_ADDED, ClusterEvent.POD_GONE);
  }
}
