package dev.trierarch.admission;

import dev.trierarch.registry.Trees;
import dev.trierarch.store.KubernetesJson;
import io.fabric8.kubernetes.api.model.Pod;
import tools.jackson.databind.JsonNode;

/** Pods that a node only shows: it runs them from its own files. */
final class MirrorPods {

  static final String ANNOTATION = "kubernetes.io/config.mirror";

  private MirrorPods() {}

  static boolean isMirror(JsonNode pod) {
    return Trees.at(pod, "metadata", "annotations").has(ANNOTATION);
  }

  /** The pod that is about to be written; costly, so only for pods that are rare. */
  static Pod typed(JsonNode pod) {
    return KubernetesJson.mapper().treeToValue(pod, Pod.class);
  }
}
