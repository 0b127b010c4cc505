package dev.trierarch.controller.deployment;

import dev.trierarch.client.model.Times;
import io.fabric8.kubernetes.api.model.apps.DeploymentCondition;
import io.fabric8.kubernetes.api.model.apps.DeploymentConditionBuilder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The conditions of a Deployment while they are being worked out; one of each type. */
final class DeploymentConditions {

  static final String AVAILABLE = "Available";
  static final String PROGRESSING = "Progressing";
  static final String REPLICA_FAILURE = "ReplicaFailure";

  private final Instant now;
  private final List<DeploymentCondition> conditions;

  DeploymentConditions(List<DeploymentCondition> conditions, Instant now) {
    this.conditions = new ArrayList<>(conditions);
    this.now = now;
  }

  Optional<DeploymentCondition> get(String type) {
    return conditions.stream().filter(condition -> condition.getType().equals(type)).findFirst();
  }

  boolean hasReason(String type, String reason) {
    return get(type).filter(condition -> reason.equals(condition.getReason())).isPresent();
  }

  /** Sets a condition; one with this status and reason already stays as it is. */
  void set(String type, String status, String reason, String message) {
    boolean same =
        get(type)
            .filter(c -> c.getStatus().equals(status) && reason.equals(c.getReason()))
            .isPresent();
    if (!same) {
      renew(type, status, reason, message);
    }
  }

  /** Sets a condition and its update time, even when nothing else of it changes. */
  void renew(String type, String status, String reason, String message) {
    Optional<DeploymentCondition> before = get(type);
    String sinceNow = Times.seconds(now);
    String since =
        before
            .filter(condition -> condition.getStatus().equals(status))
            .map(DeploymentCondition::getLastTransitionTime)
            .orElse(sinceNow);
    remove(type);
    conditions.add(
        new DeploymentConditionBuilder()
            .withType(type)
            .withStatus(status)
            .withReason(reason)
            .withMessage(message)
            .withLastUpdateTime(sinceNow)
            .withLastTransitionTime(since)
            .build());
  }

  void remove(String type) {
    conditions.removeIf(condition -> condition.getType().equals(type));
  }

  List<DeploymentCondition> list() {
    return List.copyOf(conditions);
  }
}
