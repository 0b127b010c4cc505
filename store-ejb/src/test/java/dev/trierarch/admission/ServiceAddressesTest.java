package dev.trierarch.admission;

import static dev.trierarch.registry.Cluster.admin;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trierarch.registry.Cluster;
import dev.trierarch.registry.DeleteOptions;
import dev.trierarch.registry.Trees;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.node.ObjectNode;

class ServiceAddressesTest {

  private final Cluster cluster = new Cluster();

  private ObjectNode service(String name, String spec) {
    return cluster
        .create(
            "services",
            "default",
            "{metadata: {name: %s}, spec: {ports: [{port: 80}]%s}}"
                .formatted(name, spec.isEmpty() ? "" : ", " + spec))
        .object()
        .tree();
  }

  private static String address(ObjectNode service) {
    return Trees.text(service, "spec", "clusterIP");
  }

  private static int nodePort(ObjectNode service) {
    return service.path("spec").path("ports").path(0).path("nodePort").asInt(0);
  }

  private boolean isTaken(String address) {
    return cluster.exists("ipaddresses.networking.k8s.io", "", address);
  }

  @Test
  void aServiceGetsAFreeAddressOfTheRange() {
    ObjectNode service = service("web", "");
    assertThat(address(service)).startsWith("10.96.");
    assertThat(service.path("spec").path("clusterIPs").path(0).asString())
        .isEqualTo(address(service));
    assertThat(service.path("spec").path("ipFamilies").path(0).asString()).isEqualTo("IPv4");
    assertThat(Trees.text(service, "spec", "ipFamilyPolicy")).isEqualTo("SingleStack");
    assertThat(isTaken(address(service))).isTrue();
  }

  @Test
  void anAddressIsGivenBackWithItsService() {
    String address = address(service("web", ""));
    cluster.delete("services", "default", "web", DeleteOptions.defaults());
    assertThat(isTaken(address)).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "10.1.2.3 | Service \"b\" is invalid: spec.clusterIPs: Invalid value: [\"10.1.2.3\"]: failed to allocate IP 10.1.2.3: the provided IP (10.1.2.3) is not in the valid range. The range of valid IPs is 10.96.0.0/16",
        "10.96.0.9 | Service \"b\" is invalid: spec.clusterIPs: Invalid value: [\"10.96.0.9\"]: failed to allocate IP 10.96.0.9: provided IP is already allocated",
      })
  void anAddressThatCannotBeHadIsRefused(String address, String message) {
    service("a", "clusterIP: 10.96.0.9");
    assertThatThrownBy(() -> service("b", "clusterIP: " + address)).hasMessage(message);
    assertThat(cluster.exists("services", "default", "b")).isFalse();
  }

  @Test
  void aHeadlessServiceAndAnExternalNameTakeNoAddress() {
    assertThat(address(service("headless", "clusterIP: None"))).isEqualTo("None");
    assertThat(address(service("out", "type: ExternalName, externalName: example.com"))).isEmpty();
    assertThat(cluster.store.image().count("ipaddresses.networking.k8s.io")).isZero();
  }

  @Test
  void anUpdateThatLeavesTheAddressOutKeepsIt() {
    ObjectNode service = service("web", "type: NodePort");
    ObjectNode wanted = service.deepCopy();
    wanted.withObject("/spec").remove(List.of("clusterIP", "clusterIPs"));
    ((ObjectNode) wanted.path("spec").path("ports").get(0)).remove("nodePort");
    wanted.withObject("/spec").put("sessionAffinity", "ClientIP");
    ObjectNode updated = cluster.update("services", "default", "web", wanted).object().tree();
    assertThat(address(updated)).isEqualTo(address(service));
    assertThat(nodePort(updated)).isEqualTo(nodePort(service));
  }

  @Test
  void theFirstAddressIsKeptForTheKubernetesService() {
    Cluster small = new Cluster(Map.of("trierarch.service.cidr", "10.0.0.0/29"));
    Set<String> addresses = new HashSet<>();
    for (int i = 0; i < 5; i++) {
      addresses.add(
          address(
              small
                  .create(
                      "services",
                      "default",
                      "{metadata: {name: s%d}, spec: {ports: [{port: 80}]}}".formatted(i))
                  .object()
                  .tree()));
    }
    assertThat(addresses)
        .containsExactlyInAnyOrder("10.0.0.2", "10.0.0.3", "10.0.0.4", "10.0.0.5", "10.0.0.6");
    assertThatThrownBy(
            () ->
                small.create(
                    "services", "default", "{metadata: {name: last}, spec: {ports: [{port: 80}]}}"))
        .hasMessageContaining("failed to allocate IP: range is full");
  }

  @Test
  void aNodePortIsGivenAndCanBeAskedFor() {
    assertThat(nodePort(service("any", "type: NodePort"))).isBetween(30000, 32767);
    service("mine", "type: NodePort, ports: [{port: 80, nodePort: 30080}]");
    assertThatThrownBy(
            () -> service("other", "type: NodePort, ports: [{port: 80, nodePort: 30080}]"))
        .hasMessage(
            "Service \"other\" is invalid: spec.ports[0].nodePort: Invalid value: 30080: provided"
                + " port is already allocated");
    assertThatThrownBy(() -> service("low", "type: NodePort, ports: [{port: 80, nodePort: 80}]"))
        .hasMessageContaining(
            "provided port is not in the valid range. The range of valid ports is 30000-32767");
  }

  @Test
  void aServiceThatNoLongerNeedsANodePortGivesItBack() {
    service("web", "type: NodePort, ports: [{port: 80, nodePort: 30080}]");
    cluster.modify(
        "services",
        "default",
        "web",
        "",
        object -> {
          object.withObject("/spec").put("type", "ClusterIP");
          return object;
        });
    assertThat(nodePort(cluster.get("services", "default", "web"))).isZero();
    assertThat(nodePort(service("next", "type: NodePort, ports: [{port: 80, nodePort: 30080}]")))
        .isEqualTo(30080);
  }

  @Test
  void servicesThatAreCreatedAtTheSameTimeGetDifferentAddresses() throws Exception {
    Cluster shared = new Cluster(Map.of("trierarch.service.cidr", "10.0.0.0/24"));
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      List<Callable<ObjectNode>> creates = new ArrayList<>();
      for (int i = 0; i < 200; i++) {
        ObjectNode wanted =
            Cluster.tree(
                "{metadata: {name: s%d}, spec: {type: NodePort, ports: [{port: 80}]}}"
                    .formatted(i));
        creates.add(
            () ->
                shared
                    .registry
                    .create(shared.type("services"), "default", wanted, admin())
                    .object()
                    .tree());
      }
      Set<String> addresses = new HashSet<>();
      Set<Integer> ports = new HashSet<>();
      for (Future<ObjectNode> created : threads.invokeAll(creates)) {
        addresses.add(address(created.get()));
        ports.add(nodePort(created.get()));
      }
      assertThat(addresses).hasSize(200);
      assertThat(ports).hasSize(200);
      assertThat(shared.store.image().count("ipaddresses.networking.k8s.io")).isEqualTo(200);
    } finally {
      threads.shutdownNow();
    }
  }
}
