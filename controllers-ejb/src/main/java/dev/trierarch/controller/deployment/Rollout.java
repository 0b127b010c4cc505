package dev.trierarch.controller.deployment;

import dev.trierarch.client.model.Numbers;
import dev.trierarch.client.model.Times;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.api.model.apps.ReplicaSetBuilder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A Deployment and its ReplicaSets while a plan is being made: what is changed here becomes the
 * plan. Used by one thread, within one call of the planner.
 */
final class Rollout {

  /** Oldest first. */
  static final Comparator<ReplicaSet> BY_AGE =
      Comparator.<ReplicaSet, Instant>comparing(
              set -> Times.orEpoch(set.getMetadata().getCreationTimestamp()))
          .thenComparing(set -> set.getMetadata().getName());

  private final Deployment deployment;
  private final List<ReplicaSet> before;
  private final List<ReplicaSet> sets;
  private final List<String> scalings = new ArrayList<>();
  private String createdName = "";

  Rollout(Deployment deployment, Collection<ReplicaSet> replicaSets) {
    this.deployment = deployment;
    this.before = replicaSets.stream().sorted(BY_AGE).toList();
    this.sets = new ArrayList<>(before);
  }

  Deployment deployment() {
    return deployment;
  }

  /** The set with the Deployment's template; the oldest when there are several. */
  Optional<ReplicaSet> newSet() {
    return sets.stream()
        .filter(
            set ->
                TemplateHash.areSame(
                    set.getSpec().getTemplate(), deployment.getSpec().getTemplate()))
        .findFirst();
  }

  /** All but the new one, oldest first. */
  List<ReplicaSet> oldSets() {
    String newName = newSet().map(set -> set.getMetadata().getName()).orElse("");
    return sets.stream().filter(set -> !set.getMetadata().getName().equals(newName)).toList();
  }

  List<ReplicaSet> all() {
    return List.copyOf(sets);
  }

  static List<ReplicaSet> active(Collection<ReplicaSet> sets) {
    return sets.stream().filter(set -> size(set) > 0).toList();
  }

  static int size(ReplicaSet set) {
    return Numbers.or(set.getSpec().getReplicas(), 1);
  }

  static int totalSize(Collection<ReplicaSet> sets) {
    return sets.stream().mapToInt(Rollout::size).sum();
  }

  /**
   * Available pods that the set is to keep. Its status may be late and still count pods that it was
   * told to drop: to rely on those would make too few.
   */
  static int available(ReplicaSet set) {
    return set.getStatus() == null
        ? 0
        : Math.min(size(set), Numbers.orZero(set.getStatus().getAvailableReplicas()));
  }

  static int totalAvailable(Collection<ReplicaSet> sets) {
    return sets.stream().mapToInt(Rollout::available).sum();
  }

  /** Pods that there are, whatever was asked for. */
  static int actual(ReplicaSet set) {
    return set.getStatus() == null ? 0 : Numbers.orZero(set.getStatus().getReplicas());
  }

  static int totalActual(Collection<ReplicaSet> sets) {
    return sets.stream().mapToInt(Rollout::actual).sum();
  }

  /** Adds the set that is to be created for the Deployment's template. */
  void create(ReplicaSet set) {
    createdName = set.getMetadata().getName();
    sets.add(set);
    if (size(set) > 0) {
      scalings.add(scaling(set, 0, size(set)));
    }
  }

  /** Puts a changed set in the place of the one with its name. */
  void replace(ReplicaSet changed) {
    sets.replaceAll(set -> isSame(set, changed) ? changed : set);
  }

  /**
   * Gives a set another size, and the annotations that go with it; whether that changed its size.
   */
  boolean scale(ReplicaSet set, int size) {
    RollingLimits limits = RollingLimits.of(deployment);
    int desired = RollingLimits.replicas(deployment);
    int before = size(set);
    replace(
        new ReplicaSetBuilder(Revisions.withScale(set, desired, desired + limits.maxSurge()))
            .editSpec()
            .withReplicas(size)
            .endSpec()
            .build());
    if (before == size) {
      return false;
    }
    scalings.add(scaling(set, before, size));
    return true;
  }

  Optional<ReplicaSet> created() {
    return sets.stream().filter(this::isCreated).findFirst();
  }

  /** Sets that existed and are to be another way. */
  List<ReplicaSet> changed() {
    return sets.stream().filter(set -> !isCreated(set) && !before.contains(set)).toList();
  }

  /** One message a change of size, in upstream's words. */
  List<String> scalings() {
    return List.copyOf(scalings);
  }

  private static String scaling(ReplicaSet set, int from, int to) {
    return "Scaled "
        + (to > from ? "up" : "down")
        + " replica set "
        + set.getMetadata().getName()
        + " from "
        + from
        + " to "
        + to;
  }

  private boolean isCreated(ReplicaSet set) {
    return set.getMetadata().getName().equals(createdName);
  }

  private static boolean isSame(ReplicaSet a, ReplicaSet b) {
    return a.getMetadata().getName().equals(b.getMetadata().getName());
  }
}
