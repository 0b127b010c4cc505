package dev.trierarch.registry;

import java.time.Instant;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Says of a pod, in its status, that something has come true. */
final class PodConditions {

  private PodConditions() {}

  /** A condition that is true already keeps the time since when. */
  static void setTrue(ObjectNode pod, ObjectNode condition, Instant now) {
    ObjectNode status = Trees.child(pod, "status");
    String type = Trees.text(condition, "type");
    String since = Metas.time(now);
    ArrayNode conditions = status.arrayNode();
    for (JsonNode other : status.path("conditions")) {
      if (!Trees.text(other, "type").equals(type)) {
        conditions.add(other);
      } else if (Trees.text(other, "status").equals("True")) {
        since = Trees.text(other, "lastTransitionTime");
      }
    }
    condition.put("status", "True");
    condition.put("lastTransitionTime", since);
    conditions.add(condition);
    status.set("conditions", conditions);
  }
}
