package dev.trierarch.catalog.apps;

import dev.trierarch.catalog.Defaults;
import dev.trierarch.catalog.Field;
import dev.trierarch.catalog.FieldErrors;
import dev.trierarch.catalog.ResourceStrategy;
import dev.trierarch.catalog.SelectorRules;
import dev.trierarch.catalog.Warnings;
import dev.trierarch.catalog.core.PodSpecDefaults;
import dev.trierarch.catalog.core.PodWarnings;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The rules that ReplicaSets are written by. */
public final class ReplicaSetStrategy implements ResourceStrategy {

  @Override
  public void setDefaults(ObjectNode set) {
    ObjectNode spec = Defaults.child(set, "spec");
    Defaults.number(spec, "replicas", 1);
    PodSpecDefaults.setOnTemplate(spec);
  }

  @Override
  public void validateCreate(ObjectNode set, FieldErrors errors) {
    Field spec = Field.root(set, errors).get("spec");
    SelectorRules.checkAgainstTemplate(spec, "replicaset");
    Workloads.checkTemplate(spec, "ReplicaSet");
  }

  @Override
  public void validateUpdate(ObjectNode set, ObjectNode old, FieldErrors errors) {
    validateCreate(set, errors);
    Workloads.checkSelectorUnchanged(set, old, errors);
  }

  @Override
  public void validateStatusUpdate(ObjectNode set, ObjectNode old, FieldErrors errors) {
    Workloads.checkCounts(
        set, errors, "replicas", "fullyLabeledReplicas", "readyReplicas", "availableReplicas");
    Workloads.checkReport(set, old, errors);
  }

  @Override
  public Map<String, String> selectableFields(JsonNode set) {
    return Map.of(
        "status.replicas", Integer.toString(set.path("status").path("replicas").asInt(0)));
  }

  @Override
  public void warnOfCreate(Field set, Warnings warnings) {
    PodWarnings.name(set, warnings);
    PodWarnings.check(set.at("spec", "template"), warnings);
  }

  @Override
  public void warnOfUpdate(Field set, Field old, Warnings warnings) {
    PodWarnings.ofTemplateChange(set.get("spec"), old.get("spec"), warnings);
  }
}
