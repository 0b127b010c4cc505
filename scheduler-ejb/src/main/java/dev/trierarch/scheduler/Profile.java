package dev.trierarch.scheduler;

import dev.trierarch.scheduler.framework.FilterPlugin;
import dev.trierarch.scheduler.framework.ScorePlugin;
import dev.trierarch.scheduler.plugins.BalancedAllocation;
import dev.trierarch.scheduler.plugins.ImageLocality;
import dev.trierarch.scheduler.plugins.InterPodAffinity;
import dev.trierarch.scheduler.plugins.NodeAffinity;
import dev.trierarch.scheduler.plugins.NodeName;
import dev.trierarch.scheduler.plugins.NodePorts;
import dev.trierarch.scheduler.plugins.NodeResourcesFit;
import dev.trierarch.scheduler.plugins.NodeUnschedulable;
import dev.trierarch.scheduler.plugins.PodTopologySpread;
import dev.trierarch.scheduler.plugins.TaintToleration;
import java.util.List;

/**
 * The rules that pods of one scheduler name are placed by.
 *
 * @param filters asked in this order; the first that refuses a node ends the questions about it
 */
public record Profile(String schedulerName, List<FilterPlugin> filters, List<ScorePlugin> scores) {

  /** Upstream's default plugins, in upstream's order. */
  public static Profile standard() {
    TaintToleration taints = new TaintToleration();
    NodeAffinity affinity = new NodeAffinity();
    NodeResourcesFit resources = new NodeResourcesFit();
    PodTopologySpread spread = new PodTopologySpread();
    InterPodAffinity company = new InterPodAffinity();
    return new Profile(
        "default-scheduler",
        List.of(
            new NodeUnschedulable(),
            new NodeName(),
            taints,
            affinity,
            new NodePorts(),
            resources,
            spread,
            company),
        List.of(
            taints,
            affinity,
            resources,
            spread,
            company,
            new BalancedAllocation(),
            new ImageLocality()));
  }
}
