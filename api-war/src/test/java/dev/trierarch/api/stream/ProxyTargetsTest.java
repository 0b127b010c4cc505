package dev.trierarch.api.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trierarch.api.Objects;
import dev.trierarch.registry.ApiException;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProxyTargetsTest {

  private final Objects objects = new Objects();

  @Test
  void aServiceLeadsToAnEndpointOutsideTheCluster() {
    assertThat(service("192.0.2.7", "IPv4").url()).isEqualTo("http://192.0.2.7:8080");
    assertThat(service("2001:db8::7", "IPv6").url()).isEqualTo("http://[2001:db8::7]:8080");
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "169.254.169.254", "0.0.0.0", "224.0.0.1", "::1", "fe80::1"})
  void anEndpointLeadsToNothingThatListensForThisMachineAlone(String address) {
    assertThatThrownBy(() -> service(address, address.contains(":") ? "IPv6" : "IPv4"))
        .isInstanceOf(ApiException.class)
        .hasMessage("address not allowed");
  }

  @Test
  void aNameIsNoAddress() {
    assertThatThrownBy(() -> service("localhost", "FQDN"))
        .isInstanceOf(ApiException.class)
        .hasMessage("no endpoints available for service \"web\"");
  }

  @Test
  void aNodesPortIsANumber() {
    objects.put(
        "nodes", "", "one", "{status: {addresses: [{type: InternalIP, address: 192.0.2.1}]}}");
    assertThat(targets().node("one:80").url()).isEqualTo("http://192.0.2.1:80");
    assertThatThrownBy(() -> targets().node("one:80@192.0.2.9"))
        .isInstanceOf(ApiException.class)
        .hasMessageContaining("want a port's number");
  }

  private ProxyTarget service(String address, String type) {
    objects.put("services", "default", "web", "{spec: {ports: [{port: 80}]}}");
    objects.put(
        "endpointslices.discovery.k8s.io",
        "default",
        "web-1",
        """
        metadata: {labels: {kubernetes.io/service-name: web}}
        addressType: %s
        ports: [{name: "", port: 8080}]
        endpoints: [{addresses: ["%s"]}]
        """
            .formatted(type, address));
    return targets().service("default", "web");
  }

  private ProxyTargets targets() {
    return new ProxyTargets(objects.store.image(), new Random(1));
  }
}
