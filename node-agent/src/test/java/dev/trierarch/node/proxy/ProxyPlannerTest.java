package dev.trierarch.node.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trierarch.node.proxy.ServicePort.Backend;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSliceBuilder;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProxyPlannerTest {

  @Test
  void aReadyEndpointOfAnySliceOfTheServiceIsABackend() {
    List<ServicePort> plan =
        ProxyPlanner.plan(
            List.of(service("web", "10.96.0.5")),
            List.of(
                slice("web", "10.244.0.2", true, true, false, "n1"),
                slice("web", "10.244.1.2", true, true, false, "n2"),
                slice("other", "10.244.0.9", true, true, false, "n1")),
            "n1");

    assertThat(plan).hasSize(1);
    assertThat(plan.get(0).clusterIps()).containsExactly("10.96.0.5");
    assertThat(plan.get(0).backends())
        .containsExactly(new Backend("10.244.0.2", 8080), new Backend("10.244.1.2", 8080));
  }

  @Test
  void anEndpointThatIsNotReadyGetsNothing() {
    assertThat(
            backends(
                service("web", "10.96.0.5"),
                slice("web", "10.244.0.2", false, false, false, "n1"),
                slice("web", "10.244.0.3", true, true, false, "n1")))
        .containsExactly(new Backend("10.244.0.3", 8080));
  }

  @Test
  void whenNoneIsReadyThoseThatServeWhileTerminatingStepIn() {
    assertThat(
            backends(
                service("web", "10.96.0.5"),
                slice("web", "10.244.0.2", false, true, true, "n1"),
                slice("web", "10.244.0.3", false, false, true, "n1")))
        .containsExactly(new Backend("10.244.0.2", 8080));
  }

  @Test
  void localTrafficPolicyKeepsToTheNode() {
    Service local =
        new ServiceBuilder(service("web", "10.96.0.5"))
            .editSpec()
            .withInternalTrafficPolicy("Local")
            .endSpec()
            .build();

    assertThat(
            backends(
                local,
                slice("web", "10.244.0.2", true, true, false, "n1"),
                slice("web", "10.244.1.2", true, true, false, "n2")))
        .containsExactly(new Backend("10.244.0.2", 8080));
  }

  @Test
  void headlessAndExternalNameServicesAreNotForwarded() {
    Service external =
        new ServiceBuilder(service("far", "10.96.0.6"))
            .editSpec()
            .withType("ExternalName")
            .endSpec()
            .build();

    assertThat(ProxyPlanner.plan(List.of(service("headless", "None"), external), List.of(), "n1"))
        .isEmpty();
  }

  @Test
  void clientAffinityLastsThreeHoursUnlessTheServiceNamesATime() {
    Service affine =
        new ServiceBuilder(service("web", "10.96.0.5"))
            .editSpec()
            .withSessionAffinity("ClientIP")
            .endSpec()
            .build();
    Service brief =
        new ServiceBuilder(affine)
            .editSpec()
            .withNewSessionAffinityConfig()
            .withNewClientIP(60)
            .endSessionAffinityConfig()
            .endSpec()
            .build();

    assertThat(ProxyPlanner.plan(List.of(affine), List.of(), "n1").get(0).affinity())
        .contains(Duration.ofHours(3));
    assertThat(ProxyPlanner.plan(List.of(brief), List.of(), "n1").get(0).affinity())
        .contains(Duration.ofMinutes(1));
  }

  @Test
  void theOrderOfTheInputDoesNotChangeThePlan() {
    List<Service> services = List.of(service("a", "10.96.0.5"), service("b", "10.96.0.6"));
    List<EndpointSlice> slices =
        List.of(
            slice("a", "10.244.0.2", true, true, false, "n1"),
            slice("a", "10.244.0.3", true, true, false, "n1"));

    assertThat(
            ProxyPlanner.plan(
                List.of(services.get(1), services.get(0)),
                List.of(slices.get(1), slices.get(0)),
                "n1"))
        .isEqualTo(ProxyPlanner.plan(services, slices, "n1"));
  }

  private static List<Backend> backends(Service service, EndpointSlice... slices) {
    return ProxyPlanner.plan(List.of(service), List.of(slices), "n1").get(0).backends();
  }

  private static Service service(String name, String clusterIp) {
    return new ServiceBuilder()
        .withNewMetadata()
        .withNamespace("default")
        .withName(name)
        .endMetadata()
        .withNewSpec()
        .withType("ClusterIP")
        .withClusterIP(clusterIp)
        .addNewPort()
        .withName("http")
        .withPort(80)
        .withProtocol("TCP")
        .endPort()
        .endSpec()
        .build();
  }

  private static EndpointSlice slice(
      String service,
      String address,
      boolean ready,
      boolean serving,
      boolean terminating,
      String node) {
    return new EndpointSliceBuilder()
        .withNewMetadata()
        .withNamespace("default")
        .withName(service + "-" + address)
        .addToLabels("kubernetes.io/service-name", service)
        .endMetadata()
        .withAddressType("IPv4")
        .addNewPort("http", "http", 8080, "TCP")
        .addNewEndpoint()
        .withAddresses(address)
        .withNodeName(node)
        .withNewConditions()
        .withReady(ready)
        .withServing(serving)
        .withTerminating(terminating)
        .endConditions()
        .endEndpoint()
        .build();
  }
}
