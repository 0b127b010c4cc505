package dev.trierarch.controller.garbagecollector;

import static dev.trierarch.controller.garbagecollector.OwnerState.ABSENT;
import static dev.trierarch.controller.garbagecollector.OwnerState.SOLID;
import static dev.trierarch.controller.garbagecollector.OwnerState.UNKNOWN;
import static dev.trierarch.controller.garbagecollector.OwnerState.WAITING;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trierarch.registry.DeleteOptions.Propagation;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class GarbagePlannerTest {

  static Stream<Arguments> plans() {
    ObjectMeta plain = new ObjectMeta();
    ObjectMeta orphaning = withFinalizer("orphan");
    ObjectMeta foreground = withFinalizer("foregroundDeletion");
    ObjectMeta deleting = deleting(new ObjectMeta());
    return Stream.of(
        Arguments.of("no owners", plain, Map.of(), false, stays()),
        Arguments.of("a solid owner", plain, Map.of("a", SOLID), false, stays()),
        Arguments.of(
            "the only owner is gone",
            plain,
            Map.of("a", ABSENT),
            true,
            goes(Propagation.BACKGROUND)),
        Arguments.of(
            "one of two is gone", plain, Map.of("a", SOLID, "b", ABSENT), false, drops("b")),
        Arguments.of(
            "one waits, one is solid", plain, Map.of("a", SOLID, "b", WAITING), false, drops("b")),
        Arguments.of(
            "it orphans its own", orphaning, Map.of("a", ABSENT), true, goes(Propagation.ORPHAN)),
        Arguments.of(
            "it goes in the foreground",
            foreground,
            Map.of("a", ABSENT),
            true,
            goes(Propagation.FOREGROUND)),
        Arguments.of(
            "its owner waits and it has dependents",
            plain,
            Map.of("a", WAITING),
            true,
            goes(Propagation.FOREGROUND)),
        Arguments.of(
            "its owner waits for it alone",
            plain,
            Map.of("a", WAITING),
            false,
            goes(Propagation.BACKGROUND)),
        Arguments.of("of an unknown kind", plain, Map.of("a", UNKNOWN), false, stays()),
        Arguments.of("on its way already", deleting, Map.of("a", ABSENT), false, stays()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void plans(
      String what,
      ObjectMeta metadata,
      Map<String, OwnerState> owners,
      boolean hasDependents,
      GarbagePlan expected) {
    assertThat(GarbagePlanner.plan(metadata, owners, hasDependents)).isEqualTo(expected);
  }

  private static ObjectMeta withFinalizer(String finalizer) {
    return new ObjectMetaBuilder().withFinalizers(finalizer).build();
  }

  private static ObjectMeta deleting(ObjectMeta metadata) {
    return new ObjectMetaBuilder(metadata).withDeletionTimestamp("2026-01-02T03:04:05Z").build();
  }

  private static GarbagePlan stays() {
    return GarbagePlan.nothing();
  }

  private static GarbagePlan goes(Propagation propagation) {
    return new GarbagePlan(Optional.of(propagation), List.of());
  }

  private static GarbagePlan drops(String uid) {
    return new GarbagePlan(Optional.empty(), List.of(uid));
  }
}
