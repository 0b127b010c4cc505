package dev.trierarch.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trierarch.client.model.Pods;
import dev.trierarch.registry.DeleteOptions.Propagation;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.Endpoints;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the whole control plane does together. See {@link Seeds}. */
class ClusterSimulationTest {

  private static final Duration SOON = Duration.ofMinutes(5);
  private static final Duration AFTER_EVICTION = Duration.ofMinutes(15);

  static LongStream seeds() {
    return Seeds.chosen(4);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void podsOfADeadNodeAreReplacedElsewhere(long seed) {
    System.out.println("simulation seed " + seed);
    try (SimulatedCluster cluster = new SimulatedCluster(seed, 3)) {
      cluster.faults().setFaults(0.05, 0.02);
      cluster.user().create(Samples.web("default", 6, "web:1"));
      cluster.until("running", SOON, () -> readyOnLiving(cluster, "") == 6);
      cluster.kubelet(0).die();

      cluster.until(
          "unreachable",
          SOON,
          () -> taints(cluster, "n1").contains("node.kubernetes.io/unreachable"));
      assertThat(condition(cluster, "n1")).isEqualTo("Unknown");
      cluster.until("replaced", AFTER_EVICTION, () -> readyOnLiving(cluster, "n1") == 6);

      cluster.kubelet(0).revive();
      cluster.until("back", SOON, () -> taints(cluster, "n1").isEmpty());
      cluster.until("tidy", SOON, () -> pods(cluster, "default").size() == 6);
    }
  }

  @Test
  void everyNodeGetsARangeOfItsOwn() {
    try (SimulatedCluster cluster = new SimulatedCluster(1, 3)) {
      cluster.until(
          "ranges",
          SOON,
          () ->
              list(cluster, Node.class).size() == 3
                  && list(cluster, Node.class).stream()
                      .allMatch(node -> node.getSpec().getPodCIDR() != null));
      assertThat(list(cluster, Node.class))
          .extracting(node -> node.getSpec().getPodCIDR())
          .containsExactlyInAnyOrder("10.244.0.0/24", "10.244.1.0/24", "10.244.2.0/24");
    }
  }

  @Test
  void aServiceHasItsReadyPodsAsEndpoints() {
    try (SimulatedCluster cluster = new SimulatedCluster(2, 2)) {
      cluster.user().create(Samples.webService("default"));
      cluster.user().create(Samples.web("default", 3, "web:1"));
      cluster.until("endpoints", SOON, () -> readyEndpoints(cluster) == 3);

      assertThat(slices(cluster))
          .singleElement()
          .satisfies(
              slice -> {
                assertThat(slice.getMetadata().getName()).startsWith("web-");
                assertThat(slice.getPorts().get(0).getPort()).isEqualTo(8080);
              });
      cluster.until(
          "mirrored",
          SOON,
          () ->
              cluster
                  .user()
                  .lister(Endpoints.class)
                  .get("default", "web")
                  .filter(endpoints -> endpoints.getSubsets().size() == 1)
                  .filter(endpoints -> endpoints.getSubsets().get(0).getAddresses().size() == 3)
                  .isPresent());
    }
  }

  @Test
  void whatADeploymentOwnsGoesWithIt() {
    try (SimulatedCluster cluster = new SimulatedCluster(3, 2)) {
      cluster.user().create(Samples.web("default", 2, "web:1"));
      cluster.until("running", SOON, () -> readyOnLiving(cluster, "") == 2);
      cluster.user().delete(deployment(cluster));
      cluster.until(
          "gone",
          SOON,
          () ->
              pods(cluster, "default").isEmpty()
                  && cluster.user().lister(ReplicaSet.class).list("default").isEmpty());
    }
  }

  @Test
  void aDeploymentDeletedInTheForegroundGoesLast() {
    try (SimulatedCluster cluster = new SimulatedCluster(4, 2)) {
      cluster.user().create(Samples.web("default", 2, "web:1"));
      cluster.until("running", SOON, () -> readyOnLiving(cluster, "") == 2);
      cluster.always(
          () ->
              assertThat(
                      cluster.user().lister(Deployment.class).list("default").isEmpty()
                          && !pods(cluster, "default").isEmpty())
                  .isFalse());
      cluster.delete(deployment(cluster), Propagation.FOREGROUND);
      cluster.until(
          "gone", SOON, () -> cluster.user().lister(Deployment.class).list("default").isEmpty());
      assertThat(pods(cluster, "default")).isEmpty();
    }
  }

  @Test
  void orphanedReplicaSetsStayAndAreAdoptedAgain() {
    try (SimulatedCluster cluster = new SimulatedCluster(5, 2)) {
      cluster.user().create(Samples.web("default", 2, "web:1"));
      cluster.until("running", SOON, () -> readyOnLiving(cluster, "") == 2);
      List<String> before = names(pods(cluster, "default"));
      cluster.delete(deployment(cluster), Propagation.ORPHAN);
      cluster.until(
          "orphaned",
          SOON,
          () ->
              cluster.user().lister(Deployment.class).list("default").isEmpty()
                  && cluster.user().lister(ReplicaSet.class).list("default").stream()
                      .allMatch(set -> set.getMetadata().getOwnerReferences().isEmpty()));
      cluster.user().create(Samples.web("default", 2, "web:1"));
      cluster.during(Duration.ofSeconds(30));

      assertThat(names(pods(cluster, "default"))).isEqualTo(before);
      assertThat(cluster.user().lister(ReplicaSet.class).list("default"))
          .singleElement()
          .satisfies(set -> assertThat(set.getMetadata().getOwnerReferences()).hasSize(1));
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void aNamespaceIsEmptiedAndThenGone(long seed) {
    System.out.println("simulation seed " + seed);
    try (SimulatedCluster cluster = new SimulatedCluster(seed, 2)) {
      cluster.faults().setFaults(0.05, 0.02);
      cluster
          .user()
          .create(new NamespaceBuilder().withNewMetadata().withName("shop").endMetadata().build());
      cluster.until(
          "furnished",
          SOON,
          () ->
              cluster.user().lister(ServiceAccount.class).get("shop", "default").isPresent()
                  && cluster
                      .user()
                      .lister(ConfigMap.class)
                      .get("shop", "kube-root-ca.crt")
                      .isPresent());
      cluster.user().create(Samples.web("shop", 3, "web:1"));
      cluster.user().create(Samples.webService("shop"));
      cluster
          .user()
          .create(
              new ConfigMapBuilder()
                  .withNewMetadata()
                  .withNamespace("shop")
                  .withName("prices")
                  .endMetadata()
                  .build());
      cluster.until("running", SOON, () -> pods(cluster, "shop").size() == 3);
      cluster.always(
          () ->
              assertThat(
                      pods(cluster, "shop").isEmpty()
                          || cluster
                              .user()
                              .lister(ConfigMap.class)
                              .get("shop", "prices")
                              .isPresent())
                  .as("what pods may need stays as long as there are pods")
                  .isTrue());
      cluster.user().delete(cluster.user().lister(Namespace.class).get("", "shop").orElseThrow());
      cluster.until(
          "gone",
          Duration.ofHours(1),
          () -> cluster.user().lister(Namespace.class).get("", "shop").isEmpty());
      assertThat(cluster.everythingIn("shop")).isEmpty();
    }
  }

  @Test
  void eventsAreForgottenAfterAnHour() {
    try (SimulatedCluster cluster = new SimulatedCluster(6, 1)) {
      cluster.user().create(Samples.web("default", 1, "web:1"));
      cluster.until(
          "events", SOON, () -> !cluster.user().lister(Event.class).list("default").isEmpty());
      cluster.during(Duration.ofMinutes(62));
      assertThat(cluster.user().lister(Event.class).list("default")).isEmpty();
    }
  }

  private static <T extends HasMetadata> List<T> list(SimulatedCluster cluster, Class<T> kind) {
    return cluster.user().lister(kind).list();
  }

  private static Deployment deployment(SimulatedCluster cluster) {
    return cluster.user().lister(Deployment.class).get("default", "web").orElseThrow();
  }

  private static List<Pod> pods(SimulatedCluster cluster, String namespace) {
    return cluster.user().lister(Pod.class).list(namespace);
  }

  private static List<String> names(List<Pod> pods) {
    return pods.stream().map(pod -> pod.getMetadata().getName()).toList();
  }

  private static long readyOnLiving(SimulatedCluster cluster, String deadNode) {
    return pods(cluster, "default").stream()
        .filter(Pods::isActive)
        .filter(Pods::isReady)
        .filter(pod -> !Pods.nodeName(pod).equals(deadNode))
        .count();
  }

  private static List<String> taints(SimulatedCluster cluster, String node) {
    return cluster
        .user()
        .lister(Node.class)
        .get("", node)
        .orElseThrow()
        .getSpec()
        .getTaints()
        .stream()
        .map(taint -> taint.getKey())
        .toList();
  }

  private static String condition(SimulatedCluster cluster, String node) {
    return cluster
        .user()
        .lister(Node.class)
        .get("", node)
        .orElseThrow()
        .getStatus()
        .getConditions()
        .stream()
        .filter(condition -> condition.getType().equals("Ready"))
        .findFirst()
        .orElseThrow()
        .getStatus();
  }

  private static List<EndpointSlice> slices(SimulatedCluster cluster) {
    return cluster.user().lister(EndpointSlice.class).list("default");
  }

  private static long readyEndpoints(SimulatedCluster cluster) {
    return slices(cluster).stream()
        .flatMap(slice -> slice.getEndpoints().stream())
        .filter(endpoint -> Boolean.TRUE.equals(endpoint.getConditions().getReady()))
        .count();
  }
}
