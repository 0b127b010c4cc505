package dev.trierarch.controller.tainteviction;

import dev.trierarch.client.model.Times;
import dev.trierarch.client.model.Tolerations;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Taint;
import io.fabric8.kubernetes.api.model.Toleration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Decides when a pod has to leave its node because of the node's NoExecute taints. Pure. */
final class EvictionPlanner {

  private EvictionPlanner() {}

  /**
   * When the pod has to go; empty when it may stay.
   *
   * @param taintedSince since when taints count that do not say it themselves
   */
  static Optional<Instant> evictAt(Pod pod, List<Taint> taints, Instant taintedSince) {
    return taints.stream()
        .filter(taint -> "NoExecute".equals(taint.getEffect()))
        .map(taint -> evictAt(pod.getSpec().getTolerations(), taint, taintedSince))
        .flatMap(Optional::stream)
        .min(Instant::compareTo);
  }

  /**
   * At once without a toleration; never with one that names no time; else when the least is over.
   */
  private static Optional<Instant> evictAt(
      List<Toleration> tolerations, Taint taint, Instant taintedSince) {
    Instant since = Times.parse(taint.getTimeAdded()).orElse(taintedSince);
    List<Toleration> fitting =
        tolerations.stream()
            .filter(toleration -> Tolerations.tolerates(toleration, taint))
            .toList();
    if (fitting.isEmpty()) {
      return Optional.of(since);
    }
    return fitting.stream()
        .map(Toleration::getTolerationSeconds)
        .filter(seconds -> seconds != null)
        .map(seconds -> since.plusSeconds(Math.max(0, seconds)))
        .min(Instant::compareTo);
  }
}
