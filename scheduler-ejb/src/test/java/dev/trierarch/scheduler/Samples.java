package dev.trierarch.scheduler;

import dev.trierarch.scheduler.framework.ClusterSnapshot;
import dev.trierarch.scheduler.framework.NodeState;
import dev.trierarch.scheduler.framework.PendingPod;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Nodes and pods that the tests start from. */
public final class Samples {

  private Samples() {}

  /** A node of 4 cores, 8 GiB and 10 pods. */
  public static Node node(String name) {
    return new NodeBuilder()
        .withNewMetadata()
        .withName(name)
        .addToLabels("kubernetes.io/hostname", name)
        .endMetadata()
        .withNewSpec()
        .endSpec()
        .withNewStatus()
        .withAllocatable(
            Map.of(
                "cpu",
                new Quantity("4"),
                "memory",
                new Quantity("8Gi"),
                "pods",
                new Quantity("10")))
        .endStatus()
        .build();
  }

  public static Node labelled(Node node, String label, String value) {
    return new NodeBuilder(node).editMetadata().addToLabels(label, value).endMetadata().build();
  }

  public static Node tainted(Node node, String key, String value, String effect) {
    return new NodeBuilder(node).editSpec().addNewTaint(effect, key, null, value).endSpec().build();
  }

  public static Node cordoned(Node node) {
    return new NodeBuilder(node).editSpec().withUnschedulable(true).endSpec().build();
  }

  /** A pod with the label app=NAME and this request. */
  public static Pod pod(String name, String cpu, String memory) {
    return new PodBuilder()
        .withNewMetadata()
        .withNamespace("default")
        .withName(name)
        .withUid("uid-" + name)
        .addToLabels("app", name)
        .endMetadata()
        .withNewSpec()
        .withSchedulerName("default-scheduler")
        .addNewContainer()
        .withName("main")
        .withImage("image:1")
        .withNewResources()
        .withRequests(Map.of("cpu", new Quantity(cpu), "memory", new Quantity(memory)))
        .endResources()
        .endContainer()
        .endSpec()
        .build();
  }

  public static Pod small(String name) {
    return pod(name, "100m", "64Mi");
  }

  public static Pod withPriority(Pod pod, int priority) {
    return new PodBuilder(pod).editSpec().withPriority(priority).endSpec().build();
  }

  public static PendingPod pending(Pod pod) {
    return PendingPod.of(pod, List.of());
  }

  public static NodeState state(Node node, Pod... pods) {
    return NodeState.of(node, Arrays.asList(pods));
  }

  public static ClusterSnapshot cluster(NodeState... nodes) {
    return ClusterSnapshot.of(
        Arrays.asList(nodes), Map.of("default", Map.of("team", "a"), "other", Map.of()));
  }
}
