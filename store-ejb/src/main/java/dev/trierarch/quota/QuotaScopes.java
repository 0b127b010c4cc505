package dev.trierarch.quota;

import dev.trierarch.catalog.core.QualityOfService;
import dev.trierarch.store.KubernetesJson;
import io.fabric8.kubernetes.api.model.Affinity;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodAffinityTerm;
import io.fabric8.kubernetes.api.model.ResourceQuotaSpec;
import io.fabric8.kubernetes.api.model.ScopedResourceSelectorRequirement;
import io.fabric8.kubernetes.api.model.WeightedPodAffinityTerm;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Which objects a quota is about: all of its namespace, or only pods within its scopes. Pure. */
public final class QuotaScopes {

  private QuotaScopes() {}

  /** A quota with scopes is about pods alone, and about those that are within all of them. */
  public static boolean cover(ResourceQuotaSpec spec, HasMetadata object) {
    List<ScopedResourceSelectorRequirement> scopes = of(spec);
    if (scopes.isEmpty()) {
      return true;
    }
    return object instanceof Pod pod && scopes.stream().allMatch(scope -> covers(scope, pod));
  }

  public static boolean isScoped(ResourceQuotaSpec spec) {
    return !of(spec).isEmpty();
  }

  private static List<ScopedResourceSelectorRequirement> of(ResourceQuotaSpec spec) {
    List<ScopedResourceSelectorRequirement> all = new ArrayList<>();
    for (String scope : spec.getScopes()) {
      all.add(new ScopedResourceSelectorRequirement("Exists", scope, List.of()));
    }
    if (spec.getScopeSelector() != null) {
      all.addAll(spec.getScopeSelector().getMatchExpressions());
    }
    return all;
  }

  private static boolean covers(ScopedResourceSelectorRequirement scope, Pod pod) {
    return switch (scope.getScopeName()) {
      case "Terminating" -> isTimed(pod);
      case "NotTerminating" -> !isTimed(pod);
      case "BestEffort" -> isBestEffort(pod);
      case "NotBestEffort" -> !isBestEffort(pod);
      case "PriorityClass" -> hasPriorityClass(scope, pod);
      case "CrossNamespacePodAffinity" -> looksIntoOtherNamespaces(pod.getSpec().getAffinity());
      default -> false;
    };
  }

  private static boolean isTimed(Pod pod) {
    return pod.getSpec().getActiveDeadlineSeconds() != null;
  }

  private static boolean isBestEffort(Pod pod) {
    return QualityOfService.of(KubernetesJson.tree(pod.getSpec())).equals("BestEffort");
  }

  private static boolean hasPriorityClass(ScopedResourceSelectorRequirement scope, Pod pod) {
    String name = pod.getSpec().getPriorityClassName();
    boolean has = name != null && !name.isEmpty();
    return switch (scope.getOperator()) {
      case "Exists" -> has;
      case "DoesNotExist" -> !has;
      case "In" -> has && scope.getValues().contains(name);
      default -> !has || !scope.getValues().contains(name);
    };
  }

  private static boolean looksIntoOtherNamespaces(Affinity affinity) {
    return affinity != null
        && terms(affinity)
            .anyMatch(
                term -> !term.getNamespaces().isEmpty() || term.getNamespaceSelector() != null);
  }

  private static Stream<PodAffinityTerm> terms(Affinity affinity) {
    List<PodAffinityTerm> required = new ArrayList<>();
    List<WeightedPodAffinityTerm> preferred = new ArrayList<>();
    if (affinity.getPodAffinity() != null) {
      required.addAll(
          affinity.getPodAffinity().getRequiredDuringSchedulingIgnoredDuringExecution());
      preferred.addAll(
          affinity.getPodAffinity().getPreferredDuringSchedulingIgnoredDuringExecution());
    }
    if (affinity.getPodAntiAffinity() != null) {
      required.addAll(
          affinity.getPodAntiAffinity().getRequiredDuringSchedulingIgnoredDuringExecution());
      preferred.addAll(
          affinity.getPodAntiAffinity().getPreferredDuringSchedulingIgnoredDuringExecution());
    }
    return Stream.concat(
        required.stream(), preferred.stream().map(WeightedPodAffinityTerm::getPodAffinityTerm));
  }
}
