package dev.trierarch.catalog.batch;

import dev.trierarch.catalog.Defaults;
import dev.trierarch.catalog.Field;
import dev.trierarch.catalog.FieldErrors;
import dev.trierarch.catalog.ResourceStrategy;
import dev.trierarch.catalog.Semantic;
import dev.trierarch.catalog.Warnings;
import dev.trierarch.catalog.core.PodSpecDefaults;
import dev.trierarch.catalog.core.PodWarnings;
import tools.jackson.databind.node.ObjectNode;

/** The rules that CronJobs are written by. */
public final class CronJobStrategy implements ResourceStrategy {

  private static final int NAME_LENGTH_MAX = 52;
  private static final int SUCCESSFUL_JOBS_KEPT = 3;

  @Override
  public void setDefaults(ObjectNode cronJob) {
    ObjectNode spec = Defaults.child(cronJob, "spec");
    Defaults.text(spec, "concurrencyPolicy", "Allow");
    Defaults.bool(spec, "suspend", false);
    Defaults.number(spec, "successfulJobsHistoryLimit", SUCCESSFUL_JOBS_KEPT);
    Defaults.number(spec, "failedJobsHistoryLimit", 1);
    Defaults.find(spec, "jobTemplate", "spec", "template", "spec").ifPresent(PodSpecDefaults::set);
  }

  @Override
  public void validateCreate(ObjectNode cronJob, FieldErrors errors) {
    Field root = Field.root(cronJob, errors);
    if (root.at("metadata", "name").text().length() > NAME_LENGTH_MAX) {
      // The controller adds the time to the name of each job, which has at most 63 characters.
      root.at("metadata", "name")
          .invalid("must be no more than " + NAME_LENGTH_MAX + " characters");
    }
    Field spec = root.get("spec");
    Field job = spec.at("jobTemplate", "spec");
    JobStrategy.checkSpec(job);
    if (job.get("selector").isPresent()) {
      job.get("selector").invalid("`selector` will be auto-generated");
    }
    if (job.get("manualSelector").isTrue()) {
      job.get("manualSelector").notSupported("nil", "false");
    }
  }

  @Override
  public void validateUpdate(ObjectNode cronJob, ObjectNode old, FieldErrors errors) {
    validateCreate(cronJob, errors);
  }

  @Override
  public void warnOfCreate(Field cronJob, Warnings warnings) {
    PodWarnings.name(cronJob, warnings);
    JobStrategy.warnOfSpec(cronJob.at("spec", "jobTemplate", "spec"), warnings);
  }

  @Override
  public void warnOfUpdate(Field cronJob, Field old, Warnings warnings) {
    if (!Semantic.same(cronJob.get("spec").node(), old.get("spec").node())) {
      JobStrategy.warnOfSpec(cronJob.at("spec", "jobTemplate", "spec"), warnings);
    }
  }
}
