package dev.trierarch.scheduler.framework;

import dev.trierarch.client.model.Numbers;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodSpec;
import java.util.List;
import java.util.Map;

/**
 * A pod that wants a node.
 *
 * @param siblings the selectors of the Services and controllers that the pod belongs to: its like
 *     is spread over the nodes
 */
public record PendingPod(Pod pod, Requests requests, List<LabelSelector> siblings) {

  public static PendingPod of(Pod pod, List<LabelSelector> siblings) {
    return new PendingPod(pod, Requests.of(pod), List.copyOf(siblings));
  }

  public PodSpec spec() {
    return pod.getSpec();
  }

  public String namespace() {
    return pod.getMetadata().getNamespace();
  }

  public Map<String, String> labels() {
    Map<String, String> labels = pod.getMetadata().getLabels();
    return labels == null ? Map.of() : labels;
  }

  public int priority() {
    return priorityOf(pod);
  }

  public static int priorityOf(Pod pod) {
    return Numbers.orZero(pod.getSpec().getPriority());
  }
}
