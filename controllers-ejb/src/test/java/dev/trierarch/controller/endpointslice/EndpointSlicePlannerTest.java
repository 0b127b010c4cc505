package dev.trierarch.controller.endpointslice;

import static dev.trierarch.controller.Samples.LABELS;
import static dev.trierarch.controller.Samples.deleting;
import static dev.trierarch.controller.Samples.inPhase;
import static dev.trierarch.controller.Samples.pod;
import static dev.trierarch.controller.Samples.replicaSet;
import static dev.trierarch.controller.Samples.unready;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.api.model.discovery.v1.Endpoint;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSliceBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointSlicePlannerTest {

  private static final ReplicaSet OWNER = replicaSet("web", 1);

  static Stream<Arguments> conditions() {
    Pod ready = pod("a", OWNER);
    return Stream.of(
        Arguments.of("ready", ready, true, true, false),
        Arguments.of("unready", unready(ready), false, false, false),
        Arguments.of("terminating", deleting(ready), false, true, true),
        Arguments.of("terminating, unready", deleting(unready(ready)), false, false, true));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void conditions(String what, Pod pod, boolean ready, boolean serving, boolean terminating) {
    Endpoint endpoint = onlyEndpoint(service(false), pod);
    assertThat(endpoint.getConditions().getReady()).isEqualTo(ready);
    assertThat(endpoint.getConditions().getServing()).isEqualTo(serving);
    assertThat(endpoint.getConditions().getTerminating()).isEqualTo(terminating);
  }

  @Test
  void aServiceMayPublishPodsThatAreNotReady() {
    Endpoint endpoint = onlyEndpoint(service(true), unready(pod("a", OWNER)));
    assertThat(endpoint.getConditions().getReady()).isTrue();
    assertThat(endpoint.getConditions().getServing()).isFalse();
  }

  @Test
  void finishedPodsAndPodsWithoutAnAddressAreLeftOut() {
    Pod addressless =
        new PodBuilder(pod("b", OWNER)).editStatus().withPodIP(null).endStatus().build();
    List<Pod> pods = List.of(inPhase(pod("a", OWNER), "Failed"), addressless);
    EndpointSlicePlan plan = plan(List.of(), pods);
    assertThat(plan.toCreate())
        .singleElement()
        .satisfies(slice -> assertThat(slice.getEndpoints()).isEmpty());
  }

  @Test
  void namedPortsAreLookedUpInThePod() {
    Service service =
        new ServiceBuilder(service(false))
            .editSpec()
            .editFirstPort()
            .withNewTargetPort("http")
            .endPort()
            .endSpec()
            .build();
    Pod pod =
        new PodBuilder(pod("a", OWNER))
            .editSpec()
            .addNewContainer()
            .withName("web")
            .addNewPort()
            .withName("http")
            .withContainerPort(8081)
            .endPort()
            .endContainer()
            .endSpec()
            .build();
    EndpointSlicePlan plan = EndpointSlicePlanner.plan(service, List.of(), List.of(pod), Map.of());
    assertThat(plan.toCreate().get(0).getPorts().get(0).getPort()).isEqualTo(8081);
  }

  @Test
  void noSliceHasMoreThanAHundredEndpoints() {
    List<Pod> pods = IntStream.range(0, 250).mapToObj(i -> pod("p" + i, OWNER)).toList();
    assertThat(plan(List.of(), pods).toCreate())
        .extracting(slice -> slice.getEndpoints().size())
        .containsExactly(100, 100, 50);
  }

  @Test
  void newEndpointsFillSlicesWithRoom() {
    List<EndpointSlice> slices = stored(plan(List.of(), List.of(pod("a", OWNER))));
    EndpointSlicePlan plan = plan(slices, List.of(pod("a", OWNER), pod("b", OWNER)));
    assertThat(plan.toCreate()).isEmpty();
    assertThat(plan.toUpdate())
        .singleElement()
        .satisfies(slice -> assertThat(slice.getEndpoints()).hasSize(2));
  }

  @Test
  void theSliceNamesItsServiceAndItsManager() {
    assertThat(plan(List.of(), List.of()).toCreate().get(0).getMetadata().getLabels())
        .containsEntry("kubernetes.io/service-name", "web")
        .containsEntry("endpointslice.kubernetes.io/managed-by", "endpointslice-controller.k8s.io");
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void aPlanAppliedLeavesAnEmptyPlan(long seed) {
    Random random = new Random(seed);
    List<EndpointSlice> slices = new ArrayList<>();
    for (int round = 0; round < 8; round++) {
      List<Pod> pods = new ArrayList<>();
      int count = random.nextInt(260);
      for (int i = 0; i < count; i++) {
        Pod pod = pod("p" + random.nextInt(400), OWNER);
        if (pods.stream().noneMatch(other -> other.equals(pod))) {
          pods.add(pod);
        }
      }
      slices = apply(slices, plan(slices, pods));
      assertThat(plan(slices, pods).isEmpty()).as("seed " + seed).isTrue();
      assertThat(slices.stream().mapToInt(slice -> slice.getEndpoints().size()).sum())
          .as("seed " + seed)
          .isEqualTo(pods.size());
    }
  }

  private static Endpoint onlyEndpoint(Service service, Pod pod) {
    return EndpointSlicePlanner.plan(service, List.of(), List.of(pod), Map.of())
        .toCreate()
        .get(0)
        .getEndpoints()
        .get(0);
  }

  private static EndpointSlicePlan plan(List<EndpointSlice> slices, List<Pod> pods) {
    return EndpointSlicePlanner.plan(service(false), slices, pods, Map.of());
  }

  private static List<EndpointSlice> apply(List<EndpointSlice> before, EndpointSlicePlan plan) {
    List<EndpointSlice> after = new ArrayList<>(before);
    after.removeAll(plan.toDelete());
    for (EndpointSlice changed : plan.toUpdate()) {
      after.replaceAll(
          slice ->
              slice.getMetadata().getName().equals(changed.getMetadata().getName())
                  ? changed
                  : slice);
    }
    after.addAll(stored(plan));
    return after;
  }

  private static List<EndpointSlice> stored(EndpointSlicePlan plan) {
    List<EndpointSlice> stored = new ArrayList<>();
    for (EndpointSlice slice : plan.toCreate()) {
      stored.add(
          new EndpointSliceBuilder(slice)
              .editMetadata()
              .withName("web-" + System.identityHashCode(slice))
              .endMetadata()
              .build());
    }
    return stored;
  }

  private static Service service(boolean publishesUnready) {
    return new ServiceBuilder()
        .withNewMetadata()
        .withNamespace("default")
        .withName("web")
        .withUid("uid-service")
        .endMetadata()
        .withNewSpec()
        .withSelector(LABELS)
        .withPublishNotReadyAddresses(publishesUnready)
        .addNewPort()
        .withPort(80)
        .endPort()
        .endSpec()
        .build();
  }
}
