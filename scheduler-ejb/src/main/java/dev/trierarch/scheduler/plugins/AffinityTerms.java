package dev.trierarch.scheduler.plugins;

import io.fabric8.kubernetes.api.model.Affinity;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodAffinityTerm;
import io.fabric8.kubernetes.api.model.WeightedPodAffinityTerm;
import java.util.List;

/** The terms of a pod's affinity and anti-affinity to other pods; empty lists where it has none. */
final class AffinityTerms {

  private AffinityTerms() {}

  static List<PodAffinityTerm> required(Pod pod) {
    Affinity affinity = pod.getSpec().getAffinity();
    return affinity == null || affinity.getPodAffinity() == null
        ? List.of()
        : affinity.getPodAffinity().getRequiredDuringSchedulingIgnoredDuringExecution();
  }

  static List<PodAffinityTerm> requiredAnti(Pod pod) {
    Affinity affinity = pod.getSpec().getAffinity();
    return affinity == null || affinity.getPodAntiAffinity() == null
        ? List.of()
        : affinity.getPodAntiAffinity().getRequiredDuringSchedulingIgnoredDuringExecution();
  }

  static List<WeightedPodAffinityTerm> preferred(Pod pod) {
    Affinity affinity = pod.getSpec().getAffinity();
    return affinity == null || affinity.getPodAffinity() == null
        ? List.of()
        : affinity.getPodAffinity().getPreferredDuringSchedulingIgnoredDuringExecution();
  }

  static List<WeightedPodAffinityTerm> preferredAnti(Pod pod) {
    Affinity affinity = pod.getSpec().getAffinity();
    return affinity == null || affinity.getPodAntiAffinity() == null
        ? List.of()
        : affinity.getPodAntiAffinity().getPreferredDuringSchedulingIgnoredDuringExecution();
  }
}
