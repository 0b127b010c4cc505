package dev.trierarch.node.server;

import static org.assertj.core.api.Assertions.assertThat;

import javax.security.auth.x500.X500Principal;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClientCheckTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "CN=kube-apiserver-kubelet-client, O=system:masters | true",
        "CN=kube-apiserver-kubelet-client | true",
        "CN=kubernetes-admin, O=system:masters | true",
        "CN=system:node:n1, O=system:nodes | false",
        "CN=bob, O=dev | false",
        "CN=\"x, O=system:masters\" | false",
        "O=kube-apiserver-kubelet-client, CN=system:masters | false",
      })
  void onlyTheApiServerAndAdministratorsEnter(String client, boolean enters) {
    assertThat(ClientCheck.mayEnter(new X500Principal(client))).isEqualTo(enters);
  }
}
