package dev.trierarch.catalog.apps;

import dev.trierarch.catalog.Defaults;
import dev.trierarch.catalog.Field;
import dev.trierarch.catalog.FieldErrors;
import dev.trierarch.catalog.ResourceStrategy;
import dev.trierarch.catalog.SelectorRules;
import dev.trierarch.catalog.core.PodSpecDefaults;
import tools.jackson.databind.node.ObjectNode;

/** The rules that DaemonSets are written by. */
public final class DaemonSetStrategy implements ResourceStrategy {

  private static final int REVISION_HISTORY_LIMIT = 10;

  @Override
  public void setDefaults(ObjectNode set) {
    ObjectNode spec = Defaults.child(set, "spec");
    Defaults.number(spec, "revisionHistoryLimit", REVISION_HISTORY_LIMIT);
    ObjectNode strategy = Defaults.child(spec, "updateStrategy");
    Defaults.text(strategy, "type", "RollingUpdate");
    if (strategy.path("type").asString("").equals("RollingUpdate")) {
      ObjectNode rolling = Defaults.child(strategy, "rollingUpdate");
      Defaults.number(rolling, "maxUnavailable", 1);
      Defaults.number(rolling, "maxSurge", 0);
    }
    PodSpecDefaults.setOnTemplate(spec);
  }

  @Override
  public void validateCreate(ObjectNode set, FieldErrors errors) {
    Field spec = Field.root(set, errors).get("spec");
    SelectorRules.checkAgainstTemplate(spec, "daemonset");
    Workloads.checkTemplate(spec, "DaemonSet");
    spec.get("minReadySeconds").notNegative();
    spec.get("revisionHistoryLimit").notNegative();
    Field strategy = spec.get("updateStrategy");
    strategy.get("type").oneOf("OnDelete", "RollingUpdate");
    if (strategy.get("type").isText("RollingUpdate")) {
      Workloads.checkRollingUpdate(strategy.get("rollingUpdate"));
    }
  }

  @Override
  public void validateUpdate(ObjectNode set, ObjectNode old, FieldErrors errors) {
    validateCreate(set, errors);
    Workloads.checkSelectorUnchanged(set, old, errors);
  }
}
