package dev.trierarch.catalog.apps;

import dev.trierarch.catalog.Defaults;
import dev.trierarch.catalog.Field;
import dev.trierarch.catalog.FieldErrors;
import dev.trierarch.catalog.ResourceStrategy;
import dev.trierarch.catalog.SelectorRules;
import dev.trierarch.catalog.Warnings;
import dev.trierarch.catalog.core.PodSpecDefaults;
import dev.trierarch.catalog.core.PodWarnings;
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
    Field strategy = spec.get("updateStrategy");
    if (strategy.get("type").isText("RollingUpdate")) {
      rollingUpdate(strategy.get("rollingUpdate"));
    }
  }

  /** Either a pod goes before its successor comes, or after. */
  private static void rollingUpdate(Field rolling) {
    boolean before = !Workloads.isNothing(rolling.get("maxUnavailable"));
    boolean after = !Workloads.isNothing(rolling.get("maxSurge"));
    if (before && after) {
      rolling.get("maxSurge").invalid("may not be set when maxUnavailable is non-zero");
    } else if (!before && !after) {
      rolling.get("maxUnavailable").missing("cannot be 0 when maxSurge is 0");
    }
  }

  @Override
  public void validateUpdate(ObjectNode set, ObjectNode old, FieldErrors errors) {
    validateCreate(set, errors);
    Workloads.checkSelectorUnchanged(set, old, errors);
  }

  @Override
  public void validateStatusUpdate(ObjectNode set, ObjectNode old, FieldErrors errors) {
    Workloads.checkCollisions(set, old, errors);
  }

  @Override
  public void warnOfCreate(Field set, Warnings warnings) {
    PodWarnings.check(set.at("spec", "template"), warnings);
  }

  @Override
  public void warnOfUpdate(Field set, Field old, Warnings warnings) {
    PodWarnings.ofTemplateChange(set.get("spec"), old.get("spec"), warnings);
  }
}
