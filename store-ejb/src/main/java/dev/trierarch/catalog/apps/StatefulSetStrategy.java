package dev.trierarch.catalog.apps;

import dev.trierarch.catalog.Defaults;
import dev.trierarch.catalog.Field;
import dev.trierarch.catalog.FieldErrors;
import dev.trierarch.catalog.ResourceStrategy;
import dev.trierarch.catalog.SelectorRules;
import dev.trierarch.catalog.Semantic;
import dev.trierarch.catalog.Warnings;
import dev.trierarch.catalog.core.PodSpecDefaults;
import dev.trierarch.catalog.core.PodWarnings;
import dev.trierarch.catalog.core.VolumeWarnings;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** The rules that StatefulSets are written by. */
public final class StatefulSetStrategy implements ResourceStrategy {

  private static final int REVISION_HISTORY_LIMIT = 10;
  private static final List<String> MUTABLE =
      List.of(
          "replicas",
          "ordinals",
          "template",
          "updateStrategy",
          "revisionHistoryLimit",
          "persistentVolumeClaimRetentionPolicy",
          "minReadySeconds");

  @Override
  public void setDefaults(ObjectNode set) {
    ObjectNode spec = Defaults.child(set, "spec");
    Defaults.number(spec, "replicas", 1);
    Defaults.number(spec, "revisionHistoryLimit", REVISION_HISTORY_LIMIT);
    Defaults.text(spec, "podManagementPolicy", "OrderedReady");
    Defaults.text(spec, "serviceName", "");
    ObjectNode strategy = Defaults.child(spec, "updateStrategy");
    Defaults.text(strategy, "type", "RollingUpdate");
    if (strategy.path("type").asString("").equals("RollingUpdate")) {
      Defaults.number(Defaults.child(strategy, "rollingUpdate"), "partition", 0);
    }
    ObjectNode retention = Defaults.child(spec, "persistentVolumeClaimRetentionPolicy");
    Defaults.text(retention, "whenDeleted", "Retain");
    Defaults.text(retention, "whenScaled", "Retain");
    PodSpecDefaults.setOnTemplate(spec);
    for (ObjectNode claim : Defaults.each(spec, "volumeClaimTemplates")) {
      Defaults.text(claim, "apiVersion", "v1");
      Defaults.text(claim, "kind", "PersistentVolumeClaim");
      Defaults.text(Defaults.child(claim, "spec"), "volumeMode", "Filesystem");
      Defaults.text(Defaults.child(claim, "status"), "phase", "Pending");
    }
  }

  @Override
  public void validateCreate(ObjectNode set, FieldErrors errors) {
    Field spec = Field.root(set, errors).get("spec");
    SelectorRules.checkAgainstTemplate(spec, "statefulset");
    // Its pods are held to the rules of pods when they are made: here, volumes that come of claims
    // are not known.
    spec.at("template", "spec", "restartPolicy").oneOf("Always");
    Workloads.checkNoDeadline(spec, "StatefulSet");
    Field update = spec.get("updateStrategy");
    if (update.get("type").isText("OnDelete") && update.get("rollingUpdate").isPresent()) {
      update.get("rollingUpdate").invalid("only allowed for updateStrategy 'RollingUpdate'");
    }
    Field unavailable = update.at("rollingUpdate", "maxUnavailable");
    if (unavailable.isPresent() && Workloads.isNothing(unavailable)) {
      unavailable.invalid("cannot be 0");
    }
  }

  @Override
  public void validateUpdate(ObjectNode set, ObjectNode old, FieldErrors errors) {
    validateCreate(set, errors);
    ObjectNode rest = Defaults.child(set.deepCopy(), "spec");
    ObjectNode oldRest = Defaults.child(old.deepCopy(), "spec");
    rest.remove(MUTABLE);
    oldRest.remove(MUTABLE);
    if (!Semantic.same(rest, oldRest)) {
      Field.root(set, errors)
          .get("spec")
          .forbidden(
              "updates to statefulset spec for fields other than 'replicas', 'ordinals',"
                  + " 'template', 'updateStrategy', 'revisionHistoryLimit',"
                  + " 'persistentVolumeClaimRetentionPolicy' and 'minReadySeconds' are forbidden");
    }
  }

  @Override
  public void validateStatusUpdate(ObjectNode set, ObjectNode old, FieldErrors errors) {
    Workloads.checkCounts(
        set,
        errors,
        "replicas",
        "readyReplicas",
        "currentReplicas",
        "updatedReplicas",
        "availableReplicas");
    Field status = Field.root(set, errors).get("status");
    Field available = status.get("availableReplicas");
    if (available.number() > status.get("readyReplicas").number()) {
      available.invalid("cannot be greater than status.readyReplicas");
    }
    Workloads.checkCollisions(set, old, errors);
  }

  @Override
  public void warnOfCreate(Field set, Warnings warnings) {
    PodWarnings.name(set, warnings);
    PodWarnings.check(set.at("spec", "template"), warnings);
    warnOfRest(set.get("spec"), warnings);
  }

  @Override
  public void warnOfUpdate(Field set, Field old, Warnings warnings) {
    PodWarnings.ofTemplateChange(set.get("spec"), old.get("spec"), warnings);
    warnOfRest(set.get("spec"), warnings);
  }

  private static void warnOfRest(Field spec, Warnings warnings) {
    for (Field claim : spec.get("volumeClaimTemplates").items()) {
      VolumeWarnings.claim(claim.get("spec"), warnings);
    }
    if (spec.get("revisionHistoryLimit").number() < 0) {
      warnings.add(
          spec.get("revisionHistoryLimit"),
          "a negative value retains all historical revisions; a value >= 0 is recommended");
    }
  }
}
