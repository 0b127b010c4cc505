package dev.trierarch.controller.nodeipam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import org.junit.jupiter.api.Test;

class PodRangesTest {

  @Test
  void theFirstFreeRangeIsGiven() {
    PodRanges ranges = new PodRanges("10.244.0.0/16");
    assertThat(ranges.firstFree(Set.of())).contains("10.244.0.0/24");
    assertThat(ranges.firstFree(Set.of("10.244.0.0/24", "10.244.2.0/24")))
        .contains("10.244.1.0/24");
  }

  @Test
  void whenAllAreTakenThereIsNone() {
    assertThat(new PodRanges("10.0.0.0/23").firstFree(Set.of("10.0.0.0/24", "10.0.1.0/24")))
        .isEmpty();
  }

  @Test
  void aRangeThatIsTooSmallIsRefusedWithTheRemedy() {
    assertThatThrownBy(() -> new PodRanges("10.0.0.0/25"))
        .hasMessageContaining("trierarch.cluster.cidr=10.0.0.0/25")
        .hasMessageContaining("at least a /24");
  }
}
