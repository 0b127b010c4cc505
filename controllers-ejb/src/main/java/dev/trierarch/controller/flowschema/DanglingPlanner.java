package dev.trierarch.controller.flowschema;

import dev.trierarch.client.model.Times;
import io.fabric8.kubernetes.api.model.flowcontrol.v1.FlowSchema;
import io.fabric8.kubernetes.api.model.flowcontrol.v1.FlowSchemaCondition;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Decides what a FlowSchema says of the priority level that it leads to. */
final class DanglingPlanner {

  private static final String DANGLING = "Dangling";

  private DanglingPlanner() {}

  /** The condition as it should be; empty when it is so already. */
  static Optional<FlowSchemaCondition> conditionIfChanged(
      FlowSchema schema, boolean levelExists, Instant now) {
    String status = levelExists ? "False" : "True";
    String message = message(levelOf(schema), levelExists);
    Optional<FlowSchemaCondition> former =
        conditions(schema).stream().filter(DanglingPlanner::isDangling).findFirst();
    boolean same = former.filter(one -> status.equals(one.getStatus())).isPresent();
    if (same && message.equals(former.get().getMessage())) {
      return Optional.empty();
    }
    String since = same ? former.get().getLastTransitionTime() : Times.seconds(now);
    String reason = levelExists ? "Found" : "NotFound";
    return Optional.of(new FlowSchemaCondition(since, message, reason, status, DANGLING));
  }

  static boolean isDangling(FlowSchemaCondition condition) {
    return DANGLING.equals(condition.getType());
  }

  /** The name of the priority level that a schema leads to. */
  static String levelOf(FlowSchema schema) {
    return schema.getSpec().getPriorityLevelConfiguration().getName();
  }

  private static List<FlowSchemaCondition> conditions(FlowSchema schema) {
    return schema.getStatus() == null ? List.of() : schema.getStatus().getConditions();
  }

  private static String message(String level, boolean exists) {
    return "This FlowSchema references the PriorityLevelConfiguration object named \""
        + level
        + (exists ? "\" and it exists" : "\" but there is no such object");
  }
}
