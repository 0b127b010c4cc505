package dev.trierarch.admission;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/** Which labels a node may not give itself: by them it would draw others' pods to it. Pure. */
final class NodeLabelRules {

  private static final String RESTRICTED = "node-restriction.kubernetes.io";

  /** What a node says of itself among Kubernetes' own labels. */
  private static final Set<String> OWN =
      Set.of(
          "kubernetes.io/hostname",
          "kubernetes.io/os",
          "kubernetes.io/arch",
          "beta.kubernetes.io/os",
          "beta.kubernetes.io/arch",
          "beta.kubernetes.io/instance-type",
          "node.kubernetes.io/instance-type",
          "topology.kubernetes.io/zone",
          "topology.kubernetes.io/region",
          "failure-domain.beta.kubernetes.io/zone",
          "failure-domain.beta.kubernetes.io/region");

  private static final List<String> OWN_DOMAINS =
      List.of("kubelet.kubernetes.io", "node.kubernetes.io");
  private static final List<String> KUBERNETES_DOMAINS = List.of("kubernetes.io", "k8s.io");

  private NodeLabelRules() {}

  /** Those labels that differ and that are not the node's to set, in order. */
  static Set<String> forbidden(Map<String, String> before, Map<String, String> after) {
    Set<String> all = new TreeSet<>(before.keySet());
    all.addAll(after.keySet());
    all.removeIf(label -> Objects.equals(before.get(label), after.get(label)) || isOwn(label));
    return all;
  }

  private static boolean isOwn(String label) {
    String domain = label.contains("/") ? label.substring(0, label.indexOf('/')) : "";
    if (isIn(domain, RESTRICTED)) {
      return false;
    }
    boolean kubernetes = KUBERNETES_DOMAINS.stream().anyMatch(each -> isIn(domain, each));
    return !kubernetes
        || OWN.contains(label)
        || OWN_DOMAINS.stream().anyMatch(each -> isIn(domain, each));
  }

  private static boolean isIn(String domain, String parent) {
    return domain.equals(parent) || domain.endsWith("." + parent);
  }
}
