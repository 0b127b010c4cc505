package dev.trierarch.registry.bootstrap;

import dev.trierarch.registry.LabelQuery;
import dev.trierarch.registry.LabelSelectors;
import dev.trierarch.registry.Trees;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Puts the rules of aggregated roles together, and marks roles as the system's own. */
final class Aggregation {

  private Aggregation() {}

  /** Aggregating roles stand after those that they aggregate. */
  static List<ObjectNode> fill(List<ObjectNode> objects) {
    for (ObjectNode object : objects) {
      if (Trees.text(object, "apiVersion").startsWith("rbac.authorization.k8s.io/")) {
        mark(object);
      }
    }
    for (ObjectNode object : objects) {
      if (object.has("aggregationRule")) {
        object.set("rules", rules(object, objects));
      }
    }
    return objects;
  }

  private static ArrayNode rules(ObjectNode role, List<ObjectNode> objects) {
    ArrayNode rules = role.arrayNode();
    for (JsonNode selector : Trees.at(role, "aggregationRule", "clusterRoleSelectors")) {
      LabelQuery query = LabelSelectors.ofTree(selector);
      for (ObjectNode other : objects) {
        Map<String, String> labels = Trees.texts(Trees.at(other, "metadata", "labels"));
        if (query.matches(labels)) {
          other.path("rules").forEach(rule -> rules.add(rule.deepCopy()));
        }
      }
    }
    return rules;
  }

  private static void mark(ObjectNode object) {
    ObjectNode metadata = Trees.metadata(object);
    Trees.child(metadata, "labels").put("kubernetes.io/bootstrapping", "rbac-defaults");
    Trees.child(metadata, "annotations").put("rbac.authorization.kubernetes.io/autoupdate", "true");
  }
}
