package dev.trierarch.controller.certificates;

import java.util.Set;

/** The signers of Kubernetes that this cluster's CA signs for. */
final class SignerNames {

  static final String CLIENT = "kubernetes.io/kube-apiserver-client";
  static final String KUBELET_CLIENT = "kubernetes.io/kube-apiserver-client-kubelet";
  static final String KUBELET_SERVING = "kubernetes.io/kubelet-serving";

  static final Set<String> ALL = Set.of(CLIENT, KUBELET_CLIENT, KUBELET_SERVING);

  private SignerNames() {}
}
