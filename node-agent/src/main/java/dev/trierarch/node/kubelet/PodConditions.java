package dev.trierarch.node.kubelet;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.api.model.PodConditionBuilder;
import io.fabric8.kubernetes.api.model.PodReadinessGate;
import io.fabric8.kubernetes.api.model.PodStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** The conditions of a pod that its node answers for. Pure. */
final class PodConditions {
  private static final Set<String> OWN =
      Set.of("PodReadyToStartContainers", "Initialized", "Ready", "ContainersReady");

  private final PodSituation situation;
  private final Pod pod;
  private final PodStatus status;
  private final List<PodCondition> before;

  private PodConditions(PodSituation situation, PodStatus status, List<PodCondition> before) {
    this.situation = situation;
    this.pod = situation.pod();
    this.status = status;
    this.before = before;
  }

  /** The node's conditions, and those of others as they were. */
  static List<PodCondition> of(
      PodSituation situation, PodStatus status, List<PodCondition> before) {
    return new PodConditions(situation, status, before).all();
  }

  private List<PodCondition> all() {
    List<PodCondition> conditions = new ArrayList<>();
    boolean sandboxReady = situation.readySandbox().isPresent();
    conditions.add(condition("PodReadyToStartContainers", sandboxReady, null, null));
    conditions.add(initialized());
    PodCondition containersReady = containersReady();
    conditions.add(ready(containersReady));
    conditions.add(containersReady);
    before.stream().filter(c -> !OWN.contains(c.getType())).forEach(conditions::add);
    if (before.stream().noneMatch(c -> c.getType().equals("PodScheduled"))) {
      conditions.add(condition("PodScheduled", true, null, null));
    }
    return conditions;
  }

  private PodCondition initialized() {
    if (status.getPhase().equals("Succeeded")) {
      return condition("Initialized", true, "PodCompleted", null);
    }
    List<String> incomplete =
        status.getInitContainerStatuses().stream()
            .filter(s -> !isInitialized(s))
            .map(ContainerStatus::getName)
            .toList();
    // Once the pod's containers ran, its init containers had done their part.
    boolean passed =
        Pods.containers(pod).stream().anyMatch(c -> situation.latestHere(c.getName()).isPresent());
    if (incomplete.isEmpty() || passed) {
      return condition("Initialized", true, null, null);
    }
    return condition(
        "Initialized",
        false,
        "ContainersNotInitialized",
        "containers with incomplete status: " + bracketed(incomplete));
  }

  private boolean isInitialized(ContainerStatus s) {
    Optional<Container> container = Pods.container(pod, s.getName());
    if (container.filter(c -> Pods.isSidecar(pod, c)).isPresent()) {
      return Boolean.TRUE.equals(s.getStarted());
    }
    return Boolean.TRUE.equals(s.getReady());
  }

  private PodCondition containersReady() {
    if (status.getPhase().equals("Succeeded")) {
      return condition("ContainersReady", false, "PodCompleted", null);
    }
    if (status.getPhase().equals("Failed")) {
      return condition("ContainersReady", false, "PodFailed", null);
    }
    List<String> unready = new ArrayList<>();
    status.getInitContainerStatuses().stream()
        .filter(
            s -> Pods.container(pod, s.getName()).filter(c -> Pods.isSidecar(pod, c)).isPresent())
        .filter(s -> !Boolean.TRUE.equals(s.getReady()))
        .forEach(s -> unready.add(s.getName()));
    status.getContainerStatuses().stream()
        .filter(s -> !Boolean.TRUE.equals(s.getReady()))
        .forEach(s -> unready.add(s.getName()));
    if (unready.isEmpty()) {
      return condition("ContainersReady", true, null, null);
    }
    return condition(
        "ContainersReady",
        false,
        "ContainersNotReady",
        "containers with unready status: " + bracketed(unready));
  }

  private PodCondition ready(PodCondition containersReady) {
    if (!containersReady.getStatus().equals("True")) {
      return condition("Ready", false, containersReady.getReason(), containersReady.getMessage());
    }
    List<String> missing = new ArrayList<>();
    for (PodReadinessGate gate : pod.getSpec().getReadinessGates()) {
      String type = gate.getConditionType();
      Optional<PodCondition> found =
          before.stream().filter(c -> c.getType().equals(type)).findFirst();
      if (found.isEmpty()) {
        missing.add(
            "corresponding condition of pod readiness gate \"%s\" does not exist.".formatted(type));
      } else if (!"True".equals(found.get().getStatus())) {
        missing.add(
            "the status of pod readiness gate \"%s\" is not \"True\", but %s"
                .formatted(type, found.get().getStatus()));
      }
    }
    return missing.isEmpty()
        ? condition("Ready", true, null, null)
        : condition("Ready", false, "ReadinessGatesNotReady", String.join(", ", missing));
  }

  private PodCondition condition(String type, boolean holds, String reason, String message) {
    String text = holds ? "True" : "False";
    Optional<PodCondition> old = before.stream().filter(c -> c.getType().equals(type)).findFirst();
    boolean same = old.filter(c -> Objects.equals(c.getStatus(), text)).isPresent();
    return new PodConditionBuilder()
        .withType(type)
        .withStatus(text)
        .withReason(reason)
        .withMessage(message)
        .withObservedGeneration(pod.getMetadata().getGeneration())
        .withLastTransitionTime(
            same && old.get().getLastTransitionTime() != null
                ? old.get().getLastTransitionTime()
                : Times.text(situation.now()))
        .build();
  }

  private static String bracketed(List<String> names) {
    return "[" + String.join(" ", names) + "]";
  }
}
