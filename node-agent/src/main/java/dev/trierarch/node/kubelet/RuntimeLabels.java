package dev.trierarch.node.kubelet;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.HashMap;
import java.util.Map;

/** The labels and annotations by which an agent finds its pods in the runtime again. */
final class RuntimeLabels {
  private RuntimeLabels() {}

  static Map<String, String> ofSandbox(Pod pod) {
    Map<String, String> labels = new HashMap<>();
    if (pod.getMetadata().getLabels() != null) {
      labels.putAll(pod.getMetadata().getLabels());
    }
    labels.put(Pods.LABEL_POD_NAME, Pods.name(pod));
    labels.put(Pods.LABEL_POD_NAMESPACE, Pods.namespace(pod));
    labels.put(Pods.LABEL_POD_UID, Pods.uid(pod));
    return labels;
  }

  static Map<String, String> ofContainer(Pod pod, Container container) {
    return Map.of(
        Pods.LABEL_POD_NAME, Pods.name(pod),
        Pods.LABEL_POD_NAMESPACE, Pods.namespace(pod),
        Pods.LABEL_POD_UID, Pods.uid(pod),
        Pods.LABEL_CONTAINER_NAME, container.getName());
  }

  static Map<String, String> annotationsOf(Pod pod) {
    Map<String, String> annotations = pod.getMetadata().getAnnotations();
    return annotations == null ? Map.of() : annotations;
  }

  static Map<String, String> annotationsOf(Pod pod, Container container, int attempt) {
    return Map.of(
        Pods.ANNOTATION_HASH, Pods.hash(container),
        Pods.ANNOTATION_RESTARTS, Integer.toString(attempt),
        Pods.ANNOTATION_GRACE, Long.toString(Pods.graceSeconds(pod)));
  }
}
