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

/** The rules that Deployments are written by. */
public final class DeploymentStrategy implements ResourceStrategy {

  private static final int REVISION_HISTORY_LIMIT = 10;
  private static final int PROGRESS_DEADLINE_SECONDS = 600;
  private static final String SHARE = "25%";

  @Override
  public void setDefaults(ObjectNode deployment) {
    ObjectNode spec = Defaults.child(deployment, "spec");
    Defaults.number(spec, "replicas", 1);
    Defaults.number(spec, "revisionHistoryLimit", REVISION_HISTORY_LIMIT);
    Defaults.number(spec, "progressDeadlineSeconds", PROGRESS_DEADLINE_SECONDS);
    ObjectNode strategy = Defaults.child(spec, "strategy");
    Defaults.text(strategy, "type", "RollingUpdate");
    if (strategy.path("type").asString("").equals("RollingUpdate")) {
      ObjectNode rolling = Defaults.child(strategy, "rollingUpdate");
      Defaults.text(rolling, "maxUnavailable", SHARE);
      Defaults.text(rolling, "maxSurge", SHARE);
    }
    PodSpecDefaults.setOnTemplate(spec);
  }

  @Override
  public void validateCreate(ObjectNode deployment, FieldErrors errors) {
    Field spec = Field.root(deployment, errors).get("spec");
    SelectorRules.checkAgainstTemplate(spec, "deployment");
    Workloads.checkTemplate(spec, "Deployment");
    strategy(spec.get("strategy"));
    Field deadline = spec.get("progressDeadlineSeconds");
    if (deadline.isPresent() && deadline.number() <= spec.get("minReadySeconds").number()) {
      deadline.invalid("must be greater than minReadySeconds");
    }
  }

  private static void strategy(Field strategy) {
    Field rolling = strategy.get("rollingUpdate");
    if (strategy.get("type").isText("Recreate")) {
      rolling.absent("may not be specified when strategy `type` is 'Recreate'");
    } else if (strategy.get("type").isText("RollingUpdate")) {
      Workloads.checkRollingUpdate(rolling);
    }
  }

  @Override
  public void validateUpdate(ObjectNode deployment, ObjectNode old, FieldErrors errors) {
    validateCreate(deployment, errors);
    Workloads.checkSelectorUnchanged(deployment, old, errors);
  }

  @Override
  public void validateStatusUpdate(ObjectNode deployment, ObjectNode old, FieldErrors errors) {
    Workloads.checkCounts(
        deployment, errors, "replicas", "updatedReplicas", "readyReplicas", "availableReplicas");
    Workloads.checkReport(deployment, old, errors);
  }

  @Override
  public void warnOfCreate(Field deployment, Warnings warnings) {
    PodWarnings.name(deployment, warnings);
    PodWarnings.check(deployment.at("spec", "template"), warnings);
  }

  @Override
  public void warnOfUpdate(Field deployment, Field old, Warnings warnings) {
    PodWarnings.ofTemplateChange(deployment.get("spec"), old.get("spec"), warnings);
  }
}
