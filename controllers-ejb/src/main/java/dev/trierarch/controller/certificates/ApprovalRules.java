package dev.trierarch.controller.certificates;

import java.util.Optional;

/**
 * Which requests need no person to approve them: those of joining and of joined nodes, for
 * themselves. Pure.
 *
 * <p>The rights that upstream asks the authorizer for are bound to these groups and nobody else:
 * bootstrap tokens may ask for a node's first certificate, a node for its next.
 */
final class ApprovalRules {

  private static final String BOOTSTRAPPERS = "system:bootstrappers";
  private static final String NODES = "system:nodes";

  private ApprovalRules() {}

  /** The message of the approval; empty when a person has to decide. */
  static Optional<String> approval(RequestedCertificate wanted) {
    if (SignerRules.violation(wanted).isPresent()) {
      return Optional.empty();
    }
    return switch (wanted.signerName()) {
      case SignerNames.KUBELET_CLIENT -> kubeletClient(wanted);
      case SignerNames.KUBELET_SERVING -> kubeletServing(wanted);
      default -> Optional.empty();
    };
  }

  private static Optional<String> kubeletClient(RequestedCertificate wanted) {
    if (isOfItself(wanted)) {
      return Optional.of(
          "Auto approving self kubelet client certificate after SubjectAccessReview.");
    }
    return wanted.groups().contains(BOOTSTRAPPERS)
        ? Optional.of("Auto approving kubelet client certificate after SubjectAccessReview.")
        : Optional.empty();
  }

  /** A node may serve under its own names, never under those of the cluster. */
  private static Optional<String> kubeletServing(RequestedCertificate wanted) {
    boolean namesOfTheCluster = wanted.dnsNames().stream().anyMatch(ApprovalRules::isOfTheCluster);
    return isOfItself(wanted) && !namesOfTheCluster
        ? Optional.of("Auto approving kubelet serving certificate of the node itself.")
        : Optional.empty();
  }

  private static boolean isOfItself(RequestedCertificate wanted) {
    return wanted.groups().contains(NODES) && wanted.username().equals(wanted.commonName());
  }

  private static boolean isOfTheCluster(String name) {
    return name.equals("kubernetes")
        || name.startsWith("kubernetes.")
        || name.contains("*")
        || name.endsWith(".svc")
        || name.contains(".svc.")
        || name.endsWith(".cluster.local");
  }
}
