package dev.trierarch.scheduler;

import dev.trierarch.client.Client;
import dev.trierarch.client.model.Pods;
import dev.trierarch.client.model.Times;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.api.model.PodConditionBuilder;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Writes down what the scheduler decided about a pod, where people and the node see it. */
final class Binder {

  private static final String SCHEDULED = "PodScheduled";

  private final Client client;
  private final InstantSource clock;

  Binder(Client client, InstantSource clock) {
    this.client = client;
    this.clock = clock;
  }

  void bind(Pod pod, String nodeName) {
    client.bind(pod.getMetadata().getNamespace(), pod.getMetadata().getName(), nodeName);
    client.event(
        pod, "Normal", "Scheduled", "Successfully assigned " + Pods.shown(pod) + " to " + nodeName);
  }

  /**
   * Says why the pod waits, and which node it was promised; writes nothing when it says so already.
   */
  void waits(Pod pod, String message, Optional<String> nominatedNode) {
    client.event(pod, "Warning", "FailedScheduling", message);
    Optional<PodCondition> before = Pods.condition(pod, SCHEDULED);
    boolean saysSo =
        before
            .filter(
                condition ->
                    "False".equals(condition.getStatus()) && message.equals(condition.getMessage()))
            .isPresent();
    if (!saysSo || nominatedNode.isPresent()) {
      client.modifyStatus(
          Pod.class,
          pod.getMetadata().getNamespace(),
          pod.getMetadata().getName(),
          current -> waiting(current, message, nominatedNode));
    }
  }

  /** Asks a pod to leave its node for a more important one. */
  void evict(Pod victim, Pod forPod, String nodeName) {
    client.modifyStatus(
        Pod.class,
        victim.getMetadata().getNamespace(),
        victim.getMetadata().getName(),
        current ->
            withCondition(
                current,
                condition(
                    "DisruptionTarget",
                    "True",
                    "PreemptionByScheduler",
                    "default-scheduler: preempting to accommodate a higher priority pod")));
    client.delete(victim);
    client.event(
        victim,
        "Normal",
        "Preempted",
        "Preempted by pod " + forPod.getMetadata().getUid() + " on node " + nodeName);
  }

  private Pod waiting(Pod pod, String message, Optional<String> nominatedNode) {
    PodCondition condition = condition(SCHEDULED, "False", "Unschedulable", message);
    Pod changed = withCondition(pod, condition);
    return nominatedNode.isEmpty()
        ? changed
        : new PodBuilder(changed)
            .editStatus()
            .withNominatedNodeName(nominatedNode.get())
            .endStatus()
            .build();
  }

  private static Pod withCondition(Pod pod, PodCondition condition) {
    List<PodCondition> conditions = new ArrayList<>();
    String since = condition.getLastTransitionTime();
    if (pod.getStatus() != null) {
      for (PodCondition other : pod.getStatus().getConditions()) {
        if (!other.getType().equals(condition.getType())) {
          conditions.add(other);
        } else if (other.getStatus().equals(condition.getStatus())) {
          since = other.getLastTransitionTime();
        }
      }
    }
    conditions.add(new PodConditionBuilder(condition).withLastTransitionTime(since).build());
    return new PodBuilder(pod).editOrNewStatus().withConditions(conditions).endStatus().build();
  }

  private PodCondition condition(String type, String status, String reason, String message) {
    return new PodConditionBuilder()
        .withType(type)
        .withStatus(status)
        .withReason(reason)
        .withMessage(message)
        .withLastTransitionTime(Times.seconds(clock.instant()))
        .build();
  }
}
