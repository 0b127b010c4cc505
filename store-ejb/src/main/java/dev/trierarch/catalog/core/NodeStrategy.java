package dev.trierarch.catalog.core;

import dev.trierarch.catalog.Defaults;
import dev.trierarch.catalog.Field;
import dev.trierarch.catalog.FieldErrors;
import dev.trierarch.catalog.ResourceStrategy;
import dev.trierarch.catalog.Semantic;
import dev.trierarch.catalog.Warnings;
import dev.trierarch.catalog.form.ResourceNames;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The rules that Nodes are written by: one that registers brings its status with it. */
public final class NodeStrategy implements ResourceStrategy {

  @Override
  public void setDefaults(ObjectNode node) {
    ObjectNode spec = Defaults.child(node, "spec");
    String range = spec.path("podCIDR").asString("");
    if (!range.isEmpty() && !spec.path("podCIDRs").path(0).asString("").equals(range)) {
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
        errors.add(
            FieldErrors.Reason.DUPLICATE,
            taint.path(),
            taint.node(),
            "taints must be unique by key and effect pair");
      }
    }
    validateRanges(spec.get("podCIDRs"));
    amounts(Field.root(node, errors).get("status"));
  }

  /** What there is, and what of it pods may have. */
  private static void amounts(Field status) {
    for (String list : List.of("capacity", "allocatable")) {
      for (String resource : status.get(list).keys()) {
        Field amount = status.get(list).key(resource).saidAt(status.at(list, resource));
        if (amount.amount().filter(one -> one.signum() < 0).isPresent()) {
          amount.invalid("must be greater than or equal to 0");
        } else if (ResourceNames.isWhole(resource)) {
          amount.whole();
        }
      }
    }
  }

  private static void validateRanges(Field ranges) {
    List<Boolean> families =
        ranges.items().stream().map(range -> range.text().contains(":")).toList();
    if (families.size() > 2 || Set.copyOf(families).size() < families.size()) {
      ranges.invalid("may specify no more than one CIDR for each IP family");
    }
  }

  @Override
  public void validateUpdate(ObjectNode node, ObjectNode old, FieldErrors errors) {
    validateCreate(node, errors);
    Field spec = Field.root(node, errors).get("spec");
    Field former = Field.root(old, errors).get("spec");
    JsonNode ranges = node.path("spec").path("podCIDRs");
    if (!former.get("podCIDRs").isEmpty()
        && !Semantic.same(ranges, old.path("spec").path("podCIDRs"))) {
      spec.get("podCIDRs").forbidden(onceSet("podCIDR"));
    }
    String provider = former.get("providerID").text();
    if (!provider.isEmpty() && !spec.get("providerID").isText(provider)) {
      spec.get("providerID").forbidden(onceSet("providerID"));
    }
    if (!spec.get("externalID").isText(former.get("externalID").text())) {
      spec.get("externalID").forbidden("may not be updated");
    }
  }

  @Override
  public void validateStatusUpdate(ObjectNode node, ObjectNode old, FieldErrors errors) {
    Field status = Field.root(node, errors).get("status");
    amounts(status);
    Set<JsonNode> addresses = new HashSet<>();
    for (Field address : status.get("addresses").items()) {
      if (!addresses.add(address.node())) {
        errors.add(FieldErrors.Reason.DUPLICATE, address.path(), address.node(), "");
      }
    }
  }

  private static String onceSet(String field) {
    return "node updates may not change " + field + " except from \"\" to valid";
  }

  @Override
  public Map<String, String> selectableFields(JsonNode node) {
    boolean unschedulable = node.path("spec").path("unschedulable").asBoolean(false);
    return Map.of("spec.unschedulable", Boolean.toString(unschedulable));
  }

  @Override
  public void warnOfCreate(Field node, Warnings warnings) {
    Field spec = node.get("spec");
    if (spec.get("configSource").isPresent()) {
      warnings.add(spec.get("configSource"), "the feature is removed");
    }
    if (!spec.get("externalID").isEmpty()) {
      warnings.add(spec.get("externalID"), "this field is deprecated, and is unused by Kubernetes");
    }
    spec.get("podCIDRs").items().forEach(range -> AddressWarnings.range(range, warnings));
  }

  @Override
  public void warnOfUpdate(Field node, Field old, Warnings warnings) {
    warnOfCreate(node, warnings);
  }
}
