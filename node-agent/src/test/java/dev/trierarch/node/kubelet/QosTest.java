package dev.trierarch.node.kubelet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trierarch.node.runtime.PodRuntime.Resources;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Quantity;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QosTest {
  private static final long NODE_BYTES = 8L << 30;

  private static Container container(String requests, String limits) {
    return new ContainerBuilder(Samples.container("main"))
        .withNewResources()
        .withRequests(quantities(requests))
        .withLimits(quantities(limits))
        .endResources()
        .build();
  }

  /** From {@code cpu=1;memory=1Gi}. */
  private static Map<String, Quantity> quantities(String text) {
    Map<String, Quantity> quantities = new HashMap<>();
    if (text != null) {
      for (String pair : text.split(";", -1)) {
        String[] parts = pair.split("=", 2);
        quantities.put(parts[0], new Quantity(parts[1]));
      }
    }
    return quantities;
  }

  private static Pod pod(Container container) {
    return Samples.pod("Always", List.of(), List.of(container));
  }

  @ParameterizedTest
  @CsvSource({
    ", , BestEffort",
    "cpu=1, , Burstable",
    "cpu=1;memory=1Gi, cpu=1;memory=1Gi, Guaranteed",
    ", cpu=1;memory=1Gi, Guaranteed",
    "cpu=500m;memory=1Gi, cpu=1;memory=1Gi, Burstable",
    ", cpu=1, Burstable",
  })
  void classFollowsFromRequestsAndLimits(String requests, String limits, String expected) {
    assertThat(Qos.of(pod(container(requests, limits)))).isEqualTo(expected);
  }

  @Test
  void cpuBecomesSharesAndQuota() {
    Container container = container("cpu=250m", "cpu=1500m;memory=64Mi");
    Resources resources = Qos.resources(pod(container), container, NODE_BYTES);
    assertThat(resources.cpuShares()).isEqualTo(256);
    assertThat(resources.cpuQuotaMicros()).isEqualTo(150_000);
    assertThat(resources.cpuPeriodMicros()).isEqualTo(100_000);
    assertThat(resources.memoryLimitBytes()).isEqualTo(64L << 20);
  }

  @Test
  void nothingAskedMeansTheLeastSharesAndNoLimits() {
    Container container = container(null, null);
    Resources resources = Qos.resources(pod(container), container, NODE_BYTES);
    assertThat(resources).isEqualTo(new Resources(2, 0, 0, 0, 1000));
  }

  @ParameterizedTest
  @CsvSource({
    ", , 1000",
    "cpu=1;memory=1Gi, cpu=1;memory=1Gi, -997",
    "memory=4Gi, , 500",
    "memory=8Gi, , 3",
    "memory=1Ki, , 999",
  })
  void whoAskedForMoreMemoryIsKilledLater(String requests, String limits, int expected) {
    Container container = container(requests, limits);
    assertThat(Qos.oomScoreAdj(pod(container), container, NODE_BYTES)).isEqualTo(expected);
  }
}
