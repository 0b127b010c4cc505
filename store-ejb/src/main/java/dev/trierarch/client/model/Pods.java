package dev.trierarch.client.model;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** What a pod's status says of it. */
public final class Pods {

  private Pods() {}

  public static String phase(Pod pod) {
    String phase = pod.getStatus() == null ? null : pod.getStatus().getPhase();
    return phase == null ? "" : phase;
  }

  /** Succeeded or Failed: its containers have ended for good. */
  public static boolean isFinished(Pod pod) {
    String phase = phase(pod);
    return phase.equals("Succeeded") || phase.equals("Failed");
  }

  public static boolean isDeleting(Pod pod) {
    return pod.getMetadata().getDeletionTimestamp() != null;
  }

  /** Neither finished nor being deleted: the pods that count as replicas. */
  public static boolean isActive(Pod pod) {
    return !isFinished(pod) && !isDeleting(pod);
  }

  /** Being deleted, with containers that may still run. */
  public static boolean isTerminating(Pod pod) {
    return !isFinished(pod) && isDeleting(pod);
  }

  public static Optional<PodCondition> condition(Pod pod, String type) {
    if (pod.getStatus() == null) {
      return Optional.empty();
    }
    return pod.getStatus().getConditions().stream()
        .filter(condition -> type.equals(condition.getType()))
        .findFirst();
  }

  public static boolean isReady(Pod pod) {
    return condition(pod, "Ready").filter(ready -> "True".equals(ready.getStatus())).isPresent();
  }

  /** Ready, and that for at least so many seconds. */
  public static boolean isAvailable(Pod pod, int minReadySeconds, Instant now) {
    return isReady(pod)
        && (minReadySeconds == 0 || !availableAt(pod, minReadySeconds).isAfter(now));
  }

  /** When a ready pod becomes available. */
  public static Instant availableAt(Pod pod, int minReadySeconds) {
    return readySince(pod).plus(Duration.ofSeconds(minReadySeconds));
  }

  /** When the pod became ready; the beginning of time when it does not say. */
  public static Instant readySince(Pod pod) {
    return condition(pod, "Ready")
        .flatMap(ready -> Times.parse(ready.getLastTransitionTime()))
        .orElse(Instant.EPOCH);
  }

  public static boolean isAssigned(Pod pod) {
    return !nodeName(pod).isEmpty();
  }

  /** Empty when the pod is not bound. */
  public static String nodeName(Pod pod) {
    String name = pod.getSpec() == null ? null : pod.getSpec().getNodeName();
    return name == null ? "" : name;
  }

  /** {@code namespace/name}, as messages show it. */
  public static String shown(Pod pod) {
    return pod.getMetadata().getNamespace() + "/" + pod.getMetadata().getName();
  }
}
