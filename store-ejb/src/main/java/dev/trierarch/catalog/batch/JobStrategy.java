package dev.trierarch.catalog.batch;

import dev.trierarch.catalog.Defaults;
import dev.trierarch.catalog.Field;
import dev.trierarch.catalog.FieldErrors;
import dev.trierarch.catalog.ResourceStrategy;
import dev.trierarch.catalog.SelectorRules;
import dev.trierarch.catalog.Semantic;
import dev.trierarch.catalog.Warnings;
import dev.trierarch.catalog.core.PodSpecDefaults;
import dev.trierarch.catalog.core.PodSpecRules;
import dev.trierarch.catalog.core.PodWarnings;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The rules that Jobs are written by; the selector is made from the job's own uid. */
public final class JobStrategy implements ResourceStrategy {

  private static final String UID_LABEL = "batch.kubernetes.io/controller-uid";
  private static final String NAME_LABEL = "batch.kubernetes.io/job-name";
  private static final int BACKOFF_LIMIT = 6;

  @Override
  public void setDefaults(ObjectNode job) {
    setSpecDefaults(Defaults.child(job, "spec"));
  }

  /** Fills in a job's spec; also that in a CronJob's template. */
  static void setSpecDefaults(ObjectNode spec) {
    boolean neither =
        Defaults.isAbsent(spec, "completions") && Defaults.isAbsent(spec, "parallelism");
    if (neither) {
      spec.put("completions", 1);
    }
    Defaults.number(spec, "parallelism", 1);
    boolean perIndex = !Defaults.isAbsent(spec, "backoffLimitPerIndex");
    Defaults.number(spec, "backoffLimit", perIndex ? Integer.MAX_VALUE : BACKOFF_LIMIT);
    Defaults.text(spec, "completionMode", "NonIndexed");
    Defaults.bool(spec, "suspend", false);
    boolean hasPolicy = !Defaults.isAbsent(spec, "podFailurePolicy");
    Defaults.text(spec, "podReplacementPolicy", hasPolicy ? "Failed" : "TerminatingOrFailed");
    Defaults.bool(spec, "manualSelector", false);
    PodSpecDefaults.setOnTemplate(spec);
  }

  @Override
  public void prepareForCreate(ObjectNode job) {
    job.putObject("status");
    ObjectNode spec = Defaults.child(job, "spec");
    if (spec.path("manualSelector").asBoolean(false)) {
      return;
    }
    String uid = job.path("metadata").path("uid").asString("");
    String name = job.path("metadata").path("name").asString("");
    ObjectNode template = Defaults.child(Defaults.child(spec, "template"), "metadata");
    ObjectNode labels = Defaults.child(template, "labels");
    Defaults.text(labels, "controller-uid", uid);
    Defaults.text(labels, UID_LABEL, uid);
    Defaults.text(labels, "job-name", name);
    Defaults.text(labels, NAME_LABEL, name);
    ObjectNode selector = Defaults.child(spec, "selector");
    Defaults.text(Defaults.child(selector, "matchLabels"), UID_LABEL, uid);
  }

  @Override
  public void validateCreate(ObjectNode job, FieldErrors errors) {
    Field spec = Field.root(job, errors).get("spec");
    checkSpec(spec);
    selector(job, spec);
  }

  private static void selector(ObjectNode job, Field spec) {
    Field selector = spec.get("selector");
    if (!selector.isPresent()) {
      selector.required();
      return;
    }
    SelectorRules.check(selector);
    String uid = job.path("metadata").path("uid").asString("");
    String name = job.path("metadata").path("name").asString("");
    boolean generated =
        SelectorRules.matches(
            selector.node(),
            Map.of("controller-uid", uid, UID_LABEL, uid, "job-name", name, NAME_LABEL, name));
    if (!spec.get("manualSelector").isTrue() && !generated) {
      selector.invalid("`selector` not auto-generated");
    }
    SelectorRules.checkMatchesTemplate(spec);
  }

  /** Validates a job's spec but for its selector. */
  static void checkSpec(Field spec) {
    IndexedJobRules.check(spec);
    PodFailureRules.check(spec);
    PodSpecRules.checkTemplate(spec, "OnFailure", "Never");
  }

  @Override
  public void validateUpdate(ObjectNode job, ObjectNode old, FieldErrors errors) {
    validateCreate(job, errors);
    Field spec = Field.root(job, errors).get("spec");
    Field former = Field.root(old, errors).get("spec");
    completions(spec, former);
    spec.get("selector").unchangedFrom(former.get("selector"));
    for (String field :
        List.of(
            "completionMode",
            "podFailurePolicy",
            "backoffLimitPerIndex",
            "managedBy",
            "successPolicy")) {
      spec.get(field).unchangedFrom(former.get(field));
    }
    boolean waits =
        former.get("suspend").isTrue() && !old.path("status").path("startTime").isString();
    if (waits) {
      SuspendedTemplate.check(spec.get("template"), former.get("template"));
    } else {
      spec.get("template").unchangedFrom(former.get("template"));
    }
  }

  private static void completions(Field spec, Field former) {
    Field completions = spec.get("completions");
    if (!spec.get("completionMode").isText("Indexed")) {
      completions.unchangedFrom(former.get("completions"));
    } else if (!Semantic.same(completions.node(), former.get("completions").node())
        && completions.isPresent()
        && completions.number() != spec.get("parallelism").number()) {
      completions.invalid("can only be modified in tandem with spec.parallelism");
    }
  }

  @Override
  public void validateStatusUpdate(ObjectNode job, ObjectNode old, FieldErrors errors) {
    JobStatusRules.check(Field.root(job, errors), Field.root(old, errors));
  }

  @Override
  public Map<String, String> selectableFields(JsonNode job) {
    return Map.of(
        "status.successful", Integer.toString(job.path("status").path("succeeded").asInt(0)));
  }

  @Override
  public void warnOfCreate(Field job, Warnings warnings) {
    PodWarnings.name(job, warnings);
    warnOfSpec(job.get("spec"), warnings);
  }

  @Override
  public void warnOfUpdate(Field job, Field old, Warnings warnings) {
    PodWarnings.name(job, warnings);
    warnOfSpec(job.get("spec"), warnings);
  }

  static void warnOfSpec(Field spec, Warnings warnings) {
    IndexedJobRules.warn(spec, warnings);
    PodWarnings.check(spec.get("template"), warnings);
  }
}
