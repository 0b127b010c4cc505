package dev.trierarch.controller.tainteviction;

import static dev.trierarch.controller.Samples.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Taint;
import io.fabric8.kubernetes.api.model.Toleration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class EvictionPlannerTest {

  private static final Taint UNREACHABLE =
      new Taint("NoExecute", "node.kubernetes.io/unreachable", NOW.toString(), null);
  private static final Taint TIMELESS = new Taint("NoExecute", "mine", null, "yes");
  private static final Taint NO_SCHEDULE = new Taint("NoSchedule", "other", null, null);

  static Stream<Arguments> evictions() {
    return Stream.of(
        Arguments.of("no toleration", List.of(), List.of(UNREACHABLE), at(0)),
        Arguments.of("nothing that evicts", List.of(), List.of(NO_SCHEDULE), never()),
        Arguments.of("for ever", List.of(exists(null)), List.of(UNREACHABLE), never()),
        Arguments.of("for a time", List.of(exists(300L)), List.of(UNREACHABLE), at(300)),
        Arguments.of(
            "the least of two", List.of(exists(300L), exists(60L)), List.of(UNREACHABLE), at(60)),
        Arguments.of("a negative time", List.of(exists(-5L)), List.of(UNREACHABLE), at(0)),
        Arguments.of(
            "one of two taints", List.of(exists(300L)), List.of(UNREACHABLE, TIMELESS), at(10)),
        Arguments.of("a taint without a time", List.of(), List.of(TIMELESS), at(10)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void evictions(
      String what, List<Toleration> tolerations, List<Taint> taints, Optional<Instant> expected) {
    Pod pod = new PodBuilder().withNewSpec().withTolerations(tolerations).endSpec().build();
    assertThat(EvictionPlanner.evictAt(pod, taints, NOW.plusSeconds(10))).isEqualTo(expected);
  }

  private static Toleration exists(Long seconds) {
    return new Toleration("NoExecute", "node.kubernetes.io/unreachable", "Exists", seconds, null);
  }

  private static Optional<Instant> at(long seconds) {
    return Optional.of(NOW.plusSeconds(seconds));
  }

  private static Optional<Instant> never() {
    return Optional.empty();
  }
}
