package dev.trierarch.controller.certificates;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What each signer demands of a request, as upstream does. Pure. */
final class SignerRules {

  private static final String NODES = "system:nodes";
  private static final String NODE_USER_PREFIX = "system:node:";

  private static final String KEY_ENCIPHERMENT = "key encipherment";
  private static final String DIGITAL_SIGNATURE = "digital signature";
  private static final String CLIENT_AUTH = "client auth";
  private static final String SERVER_AUTH = "server auth";

  private SignerRules() {}

  /** Why the signer may not sign; empty when it may. */
  static Optional<String> violation(RequestedCertificate wanted) {
    return switch (wanted.signerName()) {
      case SignerNames.CLIENT -> client(wanted);
      case SignerNames.KUBELET_CLIENT -> kubeletClient(wanted);
      case SignerNames.KUBELET_SERVING -> kubeletServing(wanted);
      default -> Optional.of("this cluster does not sign for " + wanted.signerName());
    };
  }

  private static Optional<String> client(RequestedCertificate wanted) {
    if (!wanted.usages().contains(CLIENT_AUTH)) {
      return Optional.of("usages must contain \"client auth\"");
    }
    if (!Set.of(CLIENT_AUTH, KEY_ENCIPHERMENT, DIGITAL_SIGNATURE).containsAll(wanted.usages())) {
      return Optional.of("usages other than client auth and its key usages are not allowed");
    }
    return wanted.organizations().contains("system:masters")
        ? Optional.of("the group system:masters is not given by certificate signing requests")
        : Optional.empty();
  }

  private static Optional<String> kubeletClient(RequestedCertificate wanted) {
    return node(wanted)
        .or(() -> usages(wanted, CLIENT_AUTH))
        .or(
            () ->
                wanted.hasAlternativeNames()
                    ? Optional.of("DNS, IP, email and URI alternative names are not allowed")
                    : Optional.empty());
  }

  private static Optional<String> kubeletServing(RequestedCertificate wanted) {
    return node(wanted)
        .or(() -> usages(wanted, SERVER_AUTH))
        .or(
            () ->
                wanted.otherNames().isEmpty()
                    ? Optional.empty()
                    : Optional.of("email and URI alternative names are not allowed"))
        .or(
            () ->
                wanted.dnsNames().isEmpty() && wanted.addresses().isEmpty()
                    ? Optional.of("at least one DNS or IP alternative name is required")
                    : Optional.empty());
  }

  private static Optional<String> node(RequestedCertificate wanted) {
    if (!wanted.organizations().equals(List.of(NODES))) {
      return Optional.of("subject organization is not system:nodes");
    }
    return wanted.commonName().startsWith(NODE_USER_PREFIX)
            && wanted.commonName().length() > NODE_USER_PREFIX.length()
        ? Optional.empty()
        : Optional.of("subject common name does not begin with system:node:");
  }

  /** The extended usage and digital signature, and key encipherment if it is wanted. */
  private static Optional<String> usages(RequestedCertificate wanted, String extended) {
    Set<String> least = Set.of(DIGITAL_SIGNATURE, extended);
    Set<String> most = Set.of(DIGITAL_SIGNATURE, extended, KEY_ENCIPHERMENT);
    return wanted.usages().containsAll(least) && most.containsAll(wanted.usages())
        ? Optional.empty()
        : Optional.of(
            "usages did not match expected digital signature, "
                + extended
                + " and at most"
                + " key encipherment");
  }
}
