package dev.trierarch.catalog.core;

import dev.trierarch.catalog.Defaults;
import dev.trierarch.catalog.Field;
import dev.trierarch.catalog.FieldErrors;
import dev.trierarch.catalog.ResourceStrategy;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The rules that Nodes are written by: one that registers brings its status with it. */
public final class NodeStrategy implements ResourceStrategy {

  private static final List<String> FIXED_ONCE_SET = List.of("podCIDR", "providerID");

  @Override
  public void setDefaults(ObjectNode node) {
    ObjectNode spec = Defaults.child(node, "spec");
    String range = spec.path("podCIDR").asString("");
    if (!range.isEmpty() && spec.path("podCIDRs").isEmpty()) {
      spec.putArray("podCIDRs").add(range);
    } else if (range.isEmpty() && !spec.path("podCIDRs").isEmpty()) {
      spec.set("podCIDR", spec.path("podCIDRs").get(0));
    }
  }

  @Override
  public void prepareForCreate(ObjectNode node) {
    // The agent that registers its node reports the node's state in the same request.
  }

  @Override
  public void validateCreate(ObjectNode node, FieldErrors errors) {
    Field spec = Field.root(node, errors).get("spec");
    Set<String> seen = new HashSet<>();
    for (Field taint : spec.get("taints").items()) {
      if (!seen.add(taint.get("key").text() + ":" + taint.get("effect").text())) {
        taint.duplicate();
      }
    }
  }

  @Override
  public void validateUpdate(ObjectNode node, ObjectNode old, FieldErrors errors) {
    validateCreate(node, errors);
    Field spec = Field.root(node, errors).get("spec");
    Field former = Field.root(old, errors).get("spec");
    for (String field : FIXED_ONCE_SET) {
      if (!former.get(field).isEmpty() && !former.get(field).isText(spec.get(field).text())) {
        spec.get(field)
            .forbidden("node updates may not change " + field + " except from \"\" to valid");
      }
    }
  }

  @Override
  public Map<String, String> selectableFields(JsonNode node) {
    boolean unschedulable = node.path("spec").path("unschedulable").asBoolean(false);
    return Map.of("spec.unschedulable", Boolean.toString(unschedulable));
  }
}
