package dev.trierarch.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceQuota;
import io.fabric8.kubernetes.api.model.ResourceQuotaBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Resource quotas in a whole control plane, from seeds. See {@link Seeds}. */
class QuotaSimulationTest {

  private static final Duration IN_SPITE_OF_FAULTS = Duration.ofHours(2);

  static LongStream seeds() {
    return Seeds.chosen(4);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void aQuotaHoldsAndGivesBackWhatGoes(long seed) {
    System.out.println("simulation seed " + seed);
    try (SimulatedCluster cluster = new SimulatedCluster(seed, 2)) {
      cluster.user().create(quota("3"));
      cluster.until("counted", IN_SPITE_OF_FAULTS, () -> used(cluster).equals("0"));
      cluster.always(() -> assertThat(pods(cluster).size()).isLessThanOrEqualTo(limit(cluster)));
      cluster.faults().setFaults(0.1, 0.05);
      cluster.user().create(Samples.web("default", 5, "web:1"));
      cluster.until("used up", IN_SPITE_OF_FAULTS, () -> used(cluster).equals("3"));
      cluster.restartControlPlane();
      cluster.during(Duration.ofMinutes(1));

      cluster
          .user()
          .modify(
              ResourceQuota.class,
              "default",
              "q",
              quota -> new ResourceQuotaBuilder(quota).withSpec(quota("5").getSpec()).build());
      cluster.until("all there", IN_SPITE_OF_FAULTS, () -> pods(cluster).size() == 5);
      cluster
          .user()
          .delete(cluster.user().lister(Deployment.class).get("default", "web").orElseThrow());
      cluster.until(
          "given back",
          IN_SPITE_OF_FAULTS,
          () -> pods(cluster).isEmpty() && used(cluster).equals("0"));
    }
  }

  private static ResourceQuota quota(String pods) {
    return new ResourceQuotaBuilder()
        .withNewMetadata()
        .withNamespace("default")
        .withName("q")
        .endMetadata()
        .withNewSpec()
        .withHard(Map.of("pods", new Quantity(pods)))
        .endSpec()
        .build();
  }

  private static List<Pod> pods(SimulatedCluster cluster) {
    return cluster.user().lister(Pod.class).list("default");
  }

  private static ResourceQuota quota(SimulatedCluster cluster) {
    return cluster.user().lister(ResourceQuota.class).get("default", "q").orElseThrow();
  }

  private static int limit(SimulatedCluster cluster) {
    return Integer.parseInt(quota(cluster).getSpec().getHard().get("pods").getAmount());
  }

  private static String used(SimulatedCluster cluster) {
    var status = quota(cluster).getStatus();
    return status == null || status.getUsed() == null || status.getUsed().isEmpty()
        ? "unknown"
        : status.getUsed().get("pods").toString();
  }
}
