package dev.trierarch.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trierarch.client.model.Numbers;
import dev.trierarch.client.model.Pods;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Rollouts in a whole control plane, from seeds. See {@link Seeds}. */
class RolloutSimulationTest {

  private static final Duration SOON = Duration.ofMinutes(5);
  private static final Duration IN_SPITE_OF_FAULTS = Duration.ofHours(2);

  static LongStream seeds() {
    return Seeds.chosen(8);
  }

  @Test
  void aDeploymentBecomesReadyPodsOnNodes() {
    try (SimulatedCluster cluster = new SimulatedCluster(1, 2)) {
      cluster.user().create(web(3, "web:1"));
      cluster.until("rolled out", SOON, () -> isRolledOut(cluster, 3, "web:1"));

      assertThat(pods(cluster))
          .hasSize(3)
          .allSatisfy(pod -> assertThat(Pods.isAssigned(pod)).isTrue());
      assertThat(events(cluster))
          .anyMatch(message -> message.matches("Scaled up replica set web-\\w+ from 0 to 3"))
          .anyMatch(message -> message.matches("Successfully assigned default/web-\\S+ to n[12]"))
          .anyMatch(message -> message.matches("Created pod: web-\\S+"));
      assertThat(deployment(cluster).getMetadata().getAnnotations())
          .containsEntry("deployment.kubernetes.io/revision", "1");
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void aRollingUpdateKeepsItsLimitsWhateverIsSlowOrFails(long seed) {
    System.out.println("simulation seed " + seed);
    try (SimulatedCluster cluster = new SimulatedCluster(seed, 3)) {
      cluster.user().create(web(4, "web:1"));
      cluster.until("rolled out", SOON, () -> isRolledOut(cluster, 4, "web:1"));
      cluster.always(() -> assertThat(available(cluster)).isGreaterThanOrEqualTo(3));
      // As upstream: the surge limits what the sets are told; an old one may be late to shrink.
      cluster.always(() -> assertThat(declared(cluster)).isLessThanOrEqualTo(5));
      cluster.faults().setFaults(0.2, 0.05);

      setImage(cluster, "web:2");
      for (int i = 0; i < 5; i++) {
        cluster.during(Duration.ofSeconds(cluster.random().nextInt(4)));
        cluster.restartControlPlane();
      }
      cluster.until("rolled out", IN_SPITE_OF_FAULTS, () -> isRolledOut(cluster, 4, "web:2"));

      assertThat(replicaSets(cluster)).hasSize(2);
      assertThat(deployment(cluster).getMetadata().getAnnotations())
          .containsEntry("deployment.kubernetes.io/revision", "2");
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void whateverIsDeclaredLastIsWhatRunsInTheEnd(long seed) {
    System.out.println("simulation seed " + seed);
    try (SimulatedCluster cluster = new SimulatedCluster(seed, 3)) {
      cluster.faults().setFaults(0.1, 0.05);
      cluster.user().create(web(2, "web:0"));
      int replicas = 2;
      for (int i = 1; i <= 6; i++) {
        cluster.during(Duration.ofSeconds(cluster.random().nextInt(10)));
        replicas = cluster.random().nextInt(8);
        int wanted = replicas;
        String image = "web:" + cluster.random().nextInt(3);
        change(cluster, d -> withReplicas(withImage(d, image), wanted));
        if (cluster.random().nextBoolean()) {
          cluster.restartControlPlane();
        }
      }
      int wanted = replicas;
      String image = image(deployment(cluster));
      cluster.until("rolled out", IN_SPITE_OF_FAULTS, () -> isRolledOut(cluster, wanted, image));
      assertThat(pods(cluster)).allSatisfy(pod -> assertThat(image(pod)).isEqualTo(image));
    }
  }

  @Test
  void anUndoneRolloutTakesTheOldReplicaSetAgain() {
    try (SimulatedCluster cluster = new SimulatedCluster(7, 2)) {
      cluster.user().create(web(2, "web:1"));
      cluster.until("rolled out", SOON, () -> isRolledOut(cluster, 2, "web:1"));
      setImage(cluster, "web:2");
      cluster.until("rolled out", SOON, () -> isRolledOut(cluster, 2, "web:2"));
      setImage(cluster, "web:1");
      cluster.until("rolled out", SOON, () -> isRolledOut(cluster, 2, "web:1"));

      assertThat(replicaSets(cluster)).hasSize(2);
      assertThat(deployment(cluster).getMetadata().getAnnotations())
          .containsEntry("deployment.kubernetes.io/revision", "3");
      assertThat(replicaSets(cluster))
          .extracting(set -> set.getMetadata().getAnnotations().get(HISTORY))
          .containsOnlyOnce("1");
    }
  }

  private static final String HISTORY = "deployment.kubernetes.io/revision-history";

  private static Deployment web(int replicas, String image) {
    return Samples.web("default", replicas, image);
  }

  private static void setImage(SimulatedCluster cluster, String image) {
    change(cluster, deployment -> withImage(deployment, image));
  }

  private static void change(SimulatedCluster cluster, UnaryOperator<Deployment> change) {
    cluster.user().modify(Deployment.class, "default", "web", change);
  }

  private static Deployment withImage(Deployment deployment, String image) {
    return new DeploymentBuilder(deployment)
        .editSpec()
        .editTemplate()
        .editSpec()
        .editContainer(0)
        .withImage(image)
        .endContainer()
        .endSpec()
        .endTemplate()
        .endSpec()
        .build();
  }

  private static Deployment withReplicas(Deployment deployment, int replicas) {
    return new DeploymentBuilder(deployment).editSpec().withReplicas(replicas).endSpec().build();
  }

  private static boolean isRolledOut(SimulatedCluster cluster, int replicas, String image) {
    Deployment deployment = deployment(cluster);
    var status = deployment.getStatus();
    return status != null
        && image(deployment).equals(image)
        && Numbers.orZero(status.getObservedGeneration())
            >= deployment.getMetadata().getGeneration()
        && Numbers.orZero(status.getUpdatedReplicas()) == replicas
        && Numbers.orZero(status.getReplicas()) == replicas
        && Numbers.orZero(status.getAvailableReplicas()) == replicas
        && pods(cluster).size() == replicas;
  }

  private static Deployment deployment(SimulatedCluster cluster) {
    return cluster.user().lister(Deployment.class).get("default", "web").orElseThrow();
  }

  private static String image(Deployment deployment) {
    return deployment.getSpec().getTemplate().getSpec().getContainers().get(0).getImage();
  }

  private static String image(Pod pod) {
    return pod.getSpec().getContainers().get(0).getImage();
  }

  private static List<Pod> pods(SimulatedCluster cluster) {
    return cluster.user().lister(Pod.class).list("default");
  }

  private static List<ReplicaSet> replicaSets(SimulatedCluster cluster) {
    return cluster.user().lister(ReplicaSet.class).list("default");
  }

  private static List<String> events(SimulatedCluster cluster) {
    return cluster.user().lister(Event.class).list("default").stream()
        .map(Event::getMessage)
        .toList();
  }

  private static long available(SimulatedCluster cluster) {
    return pods(cluster).stream().filter(Pods::isActive).filter(Pods::isReady).count();
  }

  private static int declared(SimulatedCluster cluster) {
    return replicaSets(cluster).stream().mapToInt(set -> set.getSpec().getReplicas()).sum();
  }
}
