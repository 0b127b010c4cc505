package dev.trierarch.catalog.batch;

import static dev.trierarch.catalog.constraint.Constraints.form;
import static dev.trierarch.catalog.constraint.Constraints.notNegative;
import static dev.trierarch.catalog.constraint.Constraints.oneOf;
import static dev.trierarch.catalog.constraint.Constraints.required;

import dev.trierarch.catalog.constraint.ConstraintTable;
import dev.trierarch.catalog.form.Form;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import io.fabric8.kubernetes.api.model.batch.v1.CronJobSpec;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobSpec;
import io.fabric8.kubernetes.api.model.batch.v1.JobStatus;
import io.fabric8.kubernetes.api.model.batch.v1.JobTemplateSpec;

/** Rules of single fields of the batch kinds. */
public final class BatchConstraints {

  private BatchConstraints() {}

  public static void declare(ConstraintTable table) {
    table.of(Job.class).implied("spec");
    table
        .of(JobSpec.class)
        .implied("template")
        .field("parallelism", notNegative())
        .field("completions", notNegative())
        .field("activeDeadlineSeconds", notNegative())
        .field("backoffLimit", notNegative())
        .field("backoffLimitPerIndex", notNegative())
        .field("maxFailedIndexes", notNegative())
        .field("ttlSecondsAfterFinished", notNegative())
        .field("completionMode", oneOf("Indexed", "NonIndexed"))
        .field("podReplacementPolicy", oneOf("Failed", "TerminatingOrFailed"))
        .field("managedBy", form(Form.DOMAIN_PATH));
    table
        .of(JobStatus.class)
        .field("active", notNegative())
        .field("succeeded", notNegative())
        .field("failed", notNegative())
        .field("ready", notNegative())
        .field("terminating", notNegative());
    table.of(CronJob.class).implied("spec");
    table
        .of(CronJobSpec.class)
        .implied("jobTemplate")
        .field("schedule", required(), form(Form.CRON_SCHEDULE))
        .field("timeZone", form(Form.TIME_ZONE))
        .field("startingDeadlineSeconds", notNegative())
        .field("concurrencyPolicy", required(), oneOf("Allow", "Forbid", "Replace"))
        .field("successfulJobsHistoryLimit", notNegative())
        .field("failedJobsHistoryLimit", notNegative());
    table.of(JobTemplateSpec.class).implied("spec");
  }
}
