package dev.trierarch.node.kubelet;

import java.util.Map;

/** The labels that an agent gives its node. */
final class NodeLabels {
  private NodeLabels() {}

  static Map<String, String> of(Kubelet.Settings settings) {
    NodeFacts facts = settings.facts();
    return Map.of(
        "kubernetes.io/hostname", settings.hostname(),
        "kubernetes.io/os", facts.operatingSystem(),
        "kubernetes.io/arch", facts.architecture(),
        "beta.kubernetes.io/os", facts.operatingSystem(),
        "beta.kubernetes.io/arch", facts.architecture());
  }
}
