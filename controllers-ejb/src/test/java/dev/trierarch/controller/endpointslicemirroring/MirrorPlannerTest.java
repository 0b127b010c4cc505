package dev.trierarch.controller.endpointslicemirroring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trierarch.controller.endpointslice.EndpointSlicePlan;
import io.fabric8.kubernetes.api.model.Endpoints;
import io.fabric8.kubernetes.api.model.EndpointsBuilder;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSliceBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class MirrorPlannerTest {

  private static final Service SERVICE =
      new ServiceBuilder()
          .withNewMetadata()
          .withNamespace("a")
          .withName("web")
          .endMetadata()
          .withNewSpec()
          .endSpec()
          .build();

  private static Endpoints endpoints(String... addresses) {
    return new EndpointsBuilder()
        .withNewMetadata()
        .withNamespace("a")
        .withName("web")
        .withUid("uid-of-web")
        .addToLabels("app", "web")
        .addToAnnotations("kubectl.kubernetes.io/last-applied-configuration", "{}")
        .addToAnnotations("note", "kept")
        .endMetadata()
        .addNewSubset()
        .addAllToAddresses(
            Stream.of(addresses)
                .map(
                    ip ->
                        new io.fabric8.kubernetes.api.model.EndpointAddressBuilder()
                            .withIp(ip)
                            .build())
                .toList())
        .addNewPort()
        .withName("http")
        .withPort(80)
        .endPort()
        .endSubset()
        .build();
  }

  private static EndpointSlicePlan plan(
      Service service, Endpoints endpoints, EndpointSlice... existing) {
    return MirrorPlanner.plan(
        Optional.ofNullable(service), Optional.ofNullable(endpoints), List.of(existing));
  }

  private static EndpointSlice stored(EndpointSlice created, String name) {
    return new EndpointSliceBuilder(created)
        .editMetadata()
        .withName(name)
        .withGenerateName(null)
        .endMetadata()
        .build();
  }

  private static List<String> addresses(EndpointSlice slice) {
    return slice.getEndpoints().stream().flatMap(one -> one.getAddresses().stream()).toList();
  }

  @Test
  void whatSomebodyWroteByHandStandsInASliceToo() {
    EndpointSlicePlan plan = plan(SERVICE, endpoints("10.1.2.3", "10.1.2.4", "10.1.2.3"));

    assertThat(plan.toCreate()).hasSize(1);
    EndpointSlice slice = plan.toCreate().get(0);
    assertThat(slice.getMetadata().getGenerateName()).isEqualTo("web-");
    assertThat(slice.getMetadata().getLabels())
        .isEqualTo(
            Map.of(
                "app", "web",
                "kubernetes.io/service-name", "web",
                "endpointslice.kubernetes.io/managed-by",
                    "endpointslicemirroring-controller.k8s.io"));
    assertThat(slice.getMetadata().getAnnotations()).isEqualTo(Map.of("note", "kept"));
    assertThat(slice.getMetadata().getOwnerReferences().get(0).getUid()).isEqualTo("uid-of-web");
    assertThat(slice.getAddressType()).isEqualTo("IPv4");
    assertThat(addresses(slice)).containsExactly("10.1.2.3", "10.1.2.4");
    assertThat(slice.getEndpoints()).allMatch(one -> one.getConditions().getReady());
    assertThat(slice.getPorts().get(0).getPort()).isEqualTo(80);
    assertThat(slice.getPorts().get(0).getProtocol()).isEqualTo("TCP");
  }

  @Test
  void aPlanThatWasCarriedOutLeavesNothingToDo() {
    Endpoints endpoints = endpoints("10.1.2.3", "fd00::1");
    List<EndpointSlice> made = new ArrayList<>();
    for (EndpointSlice slice : plan(SERVICE, endpoints).toCreate()) {
      made.add(stored(slice, "web-" + made.size()));
    }

    assertThat(made).extracting(EndpointSlice::getAddressType).containsExactly("IPv4", "IPv6");
    assertThat(plan(SERVICE, endpoints, made.toArray(EndpointSlice[]::new)).isEmpty()).isTrue();
  }

  @Test
  void aChangeIsWrittenIntoTheSliceThatStands() {
    EndpointSlice slice = stored(plan(SERVICE, endpoints("10.1.2.3")).toCreate().get(0), "web-1");

    EndpointSlicePlan plan = plan(SERVICE, endpoints("10.1.2.4"), slice);

    assertThat(plan.toCreate()).isEmpty();
    assertThat(plan.toDelete()).isEmpty();
    assertThat(plan.toUpdate()).hasSize(1);
    assertThat(plan.toUpdate().get(0).getMetadata().getName()).isEqualTo("web-1");
    assertThat(addresses(plan.toUpdate().get(0))).containsExactly("10.1.2.4");
  }

  @Test
  void addressesThatAreNotReadyAreMirroredAsSuch() {
    Endpoints endpoints =
        new EndpointsBuilder(endpoints())
            .editFirstSubset()
            .addNewNotReadyAddress()
            .withIp("10.1.2.9")
            .withHostname("nine")
            .endNotReadyAddress()
            .endSubset()
            .build();

    EndpointSlice slice = plan(SERVICE, endpoints).toCreate().get(0);

    assertThat(slice.getEndpoints().get(0).getConditions().getReady()).isFalse();
    assertThat(slice.getEndpoints().get(0).getHostname()).isEqualTo("nine");
  }

  @Test
  void atMostAThousandAddressesAreMirrored() {
    String[] many =
        IntStream.range(0, 1200)
            .mapToObj(i -> "10.0." + i / 250 + "." + (i % 250 + 1))
            .toArray(String[]::new);

    assertThat(plan(SERVICE, endpoints(many)).toCreate().get(0).getEndpoints()).hasSize(1000);
  }

  static Stream<Arguments> others() {
    Endpoints plain = endpoints("10.1.2.3");
    Service selecting =
        new ServiceBuilder(SERVICE).editSpec().addToSelector("app", "web").endSpec().build();
    return Stream.of(
        Arguments.of("no service", null, plain),
        Arguments.of("a service that selects pods", selecting, plain),
        Arguments.of("no endpoints", SERVICE, null),
        Arguments.of("no addresses", SERVICE, endpoints()),
        Arguments.of(
            "endpoints that say no",
            SERVICE,
            new EndpointsBuilder(plain)
                .editMetadata()
                .addToLabels("endpointslice.kubernetes.io/skip-mirror", "true")
                .endMetadata()
                .build()),
        Arguments.of(
            "a leader's record",
            SERVICE,
            new EndpointsBuilder(plain)
                .editMetadata()
                .addToAnnotations("control-plane.alpha.kubernetes.io/leader", "{}")
                .endMetadata()
                .build()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("others")
  void nothingElseIsMirroredAndWhatWasIsDropped(String what, Service service, Endpoints endpoints) {
    EndpointSlice before = stored(plan(SERVICE, endpoints("10.1.2.3")).toCreate().get(0), "web-1");

    EndpointSlicePlan plan = plan(service, endpoints, before);

    assertThat(plan.toCreate()).isEmpty();
    assertThat(plan.toUpdate()).isEmpty();
    assertThat(plan.toDelete()).containsExactly(before);
  }
}
