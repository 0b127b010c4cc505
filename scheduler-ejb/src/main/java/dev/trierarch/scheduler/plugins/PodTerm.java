package dev.trierarch.scheduler.plugins;

import dev.trierarch.registry.LabelQuery;
import dev.trierarch.registry.LabelSelectors;
import dev.trierarch.scheduler.framework.ClusterSnapshot;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodAffinityTerm;
import java.util.List;
import java.util.Map;

/** An affinity term made ready to be asked which pods it means. */
final class PodTerm {

  private final String topologyKey;
  private final LabelQuery labels;
  private final List<String> namespaces;
  private final LabelQuery namespaceLabels;
  private final ClusterSnapshot cluster;

  private PodTerm(PodAffinityTerm term, String ownNamespace, ClusterSnapshot cluster) {
    LabelSelector ofNamespaces = term.getNamespaceSelector();
    this.topologyKey = term.getTopologyKey();
    this.labels = LabelSelectors.of(term.getLabelSelector());
    this.namespaces =
        term.getNamespaces().isEmpty() && ofNamespaces == null
            ? List.of(ownNamespace)
            : term.getNamespaces();
    this.namespaceLabels = LabelSelectors.of(ofNamespaces);
    this.cluster = cluster;
  }

  /** The term of this pod; without namespaces it means the pod's own. */
  static PodTerm of(PodAffinityTerm term, Pod owner, ClusterSnapshot cluster) {
    return new PodTerm(term, owner.getMetadata().getNamespace(), cluster);
  }

  String topologyKey() {
    return topologyKey;
  }

  boolean matches(Pod pod) {
    Map<String, String> podLabels = pod.getMetadata().getLabels();
    String namespace = pod.getMetadata().getNamespace();
    return (namespaces.contains(namespace)
            || namespaceLabels.matches(cluster.namespaceLabels(namespace)))
        && labels.matches(podLabels == null ? Map.of() : podLabels);
  }
}
