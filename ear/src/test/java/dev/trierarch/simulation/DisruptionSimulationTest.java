package dev.trierarch.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trierarch.client.model.Numbers;
import dev.trierarch.client.model.Pods;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudgetBuilder;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Disruption budgets in a whole control plane, from seeds. See {@link Seeds}. */
class DisruptionSimulationTest {

  private static final Duration SOON = Duration.ofMinutes(5);
  private static final int PODS = 5;
  private static final int HEALTHY_MIN = 3;

  static LongStream seeds() {
    return Seeds.chosen(4);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void evictionsNeverTakeMorePodsThanTheBudgetAllows(long seed) {
    System.out.println("simulation seed " + seed);
    try (SimulatedCluster cluster = new SimulatedCluster(seed, 3)) {
      cluster.user().create(Samples.web("default", PODS, "web:1"));
      cluster.user().create(budget());
      cluster.until("all healthy", SOON, () -> healthy(cluster) == PODS && allowed(cluster) == 2);
      cluster.always(() -> assertThat(healthy(cluster)).isGreaterThanOrEqualTo(HEALTHY_MIN));
      cluster.always(() -> assertThat(pods(cluster)).allMatch(DisruptionSimulationTest::saysWhy));
      cluster.faults().setFaults(0.1, 0.05);

      Set<String> evicted = new HashSet<>();
      cluster.until(
          "every pod was evicted once",
          Duration.ofHours(1),
          () -> {
            evictOne(cluster, evicted);
            return evicted.size() >= PODS;
          });
      cluster.until("all healthy again", SOON, () -> healthy(cluster) == PODS);
    }
  }

  private static void evictOne(SimulatedCluster cluster, Set<String> evicted) {
    List<Pod> candidates = pods(cluster).stream().filter(Pods::isActive).toList();
    if (!candidates.isEmpty()) {
      Pod pod = candidates.get(cluster.random().nextInt(candidates.size()));
      if (cluster.evict(pod)) {
        evicted.add(pod.getMetadata().getUid());
      }
    }
  }

  /** Nobody deletes pods here but by eviction. */
  private static boolean saysWhy(Pod pod) {
    Optional<String> reason = Pods.condition(pod, "DisruptionTarget").map(PodCondition::getReason);
    return Pods.isDeleting(pod) == reason.equals(Optional.of("EvictionByEvictionAPI"));
  }

  private static PodDisruptionBudget budget() {
    return new PodDisruptionBudgetBuilder()
        .withNewMetadata()
        .withNamespace("default")
        .withName("web")
        .endMetadata()
        .withNewSpec()
        .withMinAvailable(new IntOrString(HEALTHY_MIN))
        .withNewSelector()
        .withMatchLabels(Map.of("app", "web"))
        .endSelector()
        .endSpec()
        .build();
  }

  private static List<Pod> pods(SimulatedCluster cluster) {
    return cluster.user().lister(Pod.class).list("default");
  }

  private static long healthy(SimulatedCluster cluster) {
    return pods(cluster).stream().filter(Pods::isActive).filter(Pods::isReady).count();
  }

  private static int allowed(SimulatedCluster cluster) {
    return cluster
        .user()
        .lister(PodDisruptionBudget.class)
        .get("default", "web")
        .map(PodDisruptionBudget::getStatus)
        .map(status -> Numbers.orZero(status.getDisruptionsAllowed()))
        .orElse(0);
  }
}
