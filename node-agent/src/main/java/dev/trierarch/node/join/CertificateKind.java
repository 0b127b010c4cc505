package dev.trierarch.node.join;

import java.util.List;

/** The two certificates of an agent, and what it asks the signers for. */
public enum CertificateKind {
  /** Shown to the API server. */
  CLIENT(
      "client.pem",
      "kubernetes.io/kube-apiserver-client-kubelet",
      List.of("digital signature", "client auth")),

  /** Shown by the agent's own server. */
  SERVING(
      "serving.pem", "kubernetes.io/kubelet-serving", List.of("digital signature", "server auth"));

  private final String fileName;
  private final String signerName;

  @SuppressWarnings("ImmutableEnumChecker") // List.of is immutable.
  private final List<String> usages;

  CertificateKind(String fileName, String signerName, List<String> usages) {
    this.fileName = fileName;
    this.signerName = signerName;
    this.usages = usages;
  }

  String fileName() {
    return fileName;
  }

  String signerName() {
    return signerName;
  }

  List<String> usages() {
    return usages;
  }
}
