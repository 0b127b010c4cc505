package dev.trierarch.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Storage in a whole control plane, from seeds. See {@link Seeds}. */
class StorageSimulationTest {

  private static final Duration IN_SPITE_OF_FAULTS = Duration.ofHours(2);

  static LongStream seeds() {
    return Seeds.chosen(2);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void aClaimGoesWhenNoPodUsesItAnyMore(long seed) {
    System.out.println("simulation seed " + seed);
    try (SimulatedCluster cluster = new SimulatedCluster(seed, 2)) {
      cluster.faults().setFaults(0.1, 0.05);
      cluster.user().create(claim());
      cluster.user().create(pod());
      cluster.until(
          "placed",
          IN_SPITE_OF_FAULTS,
          () -> findPod(cluster).orElseThrow().getSpec().getNodeName() != null);
      cluster.always(
          () -> assertThat(findClaim(cluster).isPresent() || findPod(cluster).isEmpty()).isTrue());

      cluster.user().delete(findClaim(cluster).orElseThrow());
      cluster.restartControlPlane();
      cluster.during(Duration.ofMinutes(1));
      assertThat(findClaim(cluster)).isPresent();

      cluster.user().delete(findPod(cluster).orElseThrow());
      cluster.until("gone", IN_SPITE_OF_FAULTS, () -> findClaim(cluster).isEmpty());
    }
  }

  private static PersistentVolumeClaim claim() {
    return new PersistentVolumeClaimBuilder()
        .withNewMetadata()
        .withNamespace("default")
        .withName("data")
        .endMetadata()
        .withNewSpec()
        .withAccessModes("ReadWriteOnce")
        .withNewResources()
        .withRequests(Map.of("storage", new Quantity("1Gi")))
        .endResources()
        .endSpec()
        .build();
  }

  private static Pod pod() {
    return new PodBuilder()
        .withNewMetadata()
        .withNamespace("default")
        .withName("reader")
        .endMetadata()
        .withNewSpec()
        .addNewVolume()
        .withName("data")
        .withNewPersistentVolumeClaim("data", false)
        .endVolume()
        .addNewContainer()
        .withName("reader")
        .withImage("reader:1")
        .endContainer()
        .endSpec()
        .build();
  }

  private static Optional<PersistentVolumeClaim> findClaim(SimulatedCluster cluster) {
    return cluster.user().lister(PersistentVolumeClaim.class).get("default", "data");
  }

  private static Optional<Pod> findPod(SimulatedCluster cluster) {
    return cluster.user().lister(Pod.class).get("default", "reader");
  }
}
