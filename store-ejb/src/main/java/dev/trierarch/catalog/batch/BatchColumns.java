package dev.trierarch.catalog.batch;

import dev.trierarch.catalog.Ages;
import dev.trierarch.catalog.Cells;
import dev.trierarch.catalog.Column;
import dev.trierarch.catalog.Columns;
import dev.trierarch.catalog.WorkloadColumns;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** How the kinds of the batch group are shown in tables. */
final class BatchColumns {

  private static final String[] JOB_POD_SPEC = {"spec", "jobTemplate", "spec", "template", "spec"};

  private BatchColumns() {}

  static final List<Column> JOBS =
      WorkloadColumns.withTemplate(
          Columns.NAME,
          Columns.text("Status", "What the job is doing.", BatchColumns::status),
          Columns.text("Completions", "Pods that succeeded.", BatchColumns::completions),
          Columns.timed("Duration", "How long the job ran.", BatchColumns::duration),
          Columns.AGE);

  static final List<Column> CRON_JOBS =
      List.of(
          Columns.NAME,
          Columns.text(
              "Schedule", "When jobs are made.", one -> Cells.text(one, "spec", "schedule")),
          Columns.text(
              "Timezone",
              "The time zone of the schedule.",
              one -> Cells.textOrNone(one, "spec", "timeZone")),
          Columns.truth("Suspend", "Whether no jobs are made now.", BatchColumns::suspend),
          Columns.number("Active", "Jobs that run.", one -> Cells.size(one, "status", "active")),
          Columns.timed(
              "Last Schedule",
              "When a job was made last.",
              (one, now) ->
                  Cells.text(one, "status", "lastScheduleTime").isEmpty()
                      ? Cells.NONE
                      : Ages.since(Cells.at(one, "status", "lastScheduleTime"), now)),
          Columns.AGE,
          WorkloadColumns.containers(JOB_POD_SPEC),
          WorkloadColumns.images(JOB_POD_SPEC),
          Columns.wide(
              "Selector",
              "Selects the pods.",
              one -> Cells.selector(Cells.at(one, "spec", "jobTemplate", "spec", "selector"))));

  /** In words, as upstream says this one. */
  private static Object suspend(JsonNode cronJob) {
    JsonNode suspend = Cells.at(cronJob, "spec", "suspend");
    if (!suspend.isBoolean()) {
      return Cells.UNSET;
    }
    return suspend.booleanValue() ? "True" : "False";
  }

  private static Object status(JsonNode job) {
    for (String settled : List.of("Complete", "Failed")) {
      if (Cells.isTrue(job, settled)) {
        return settled;
      }
    }
    if (job.path("metadata").has("deletionTimestamp")) {
      return "Terminating";
    }
    for (String state : List.of("Suspended", "FailureTarget", "SuccessCriteriaMet")) {
      if (Cells.isTrue(job, state)) {
        return state;
      }
    }
    return "Running";
  }

  private static Object completions(JsonNode job) {
    long succeeded = Cells.number(job, "status", "succeeded");
    JsonNode wanted = Cells.at(job, "spec", "completions");
    if (wanted.isNumber()) {
      return succeeded + "/" + wanted.asLong();
    }
    long parallelism = Cells.number(job, "spec", "parallelism");
    return parallelism > 1 ? succeeded + "/1 of " + parallelism : succeeded + "/1";
  }

  private static Object duration(JsonNode job, Instant now) {
    String start = Cells.text(job, "status", "startTime");
    if (start.isEmpty()) {
      return "";
    }
    String end = Cells.text(job, "status", "completionTime");
    if (end.isEmpty()) {
      return Ages.since(Cells.at(job, "status", "startTime"), now);
    }
    try {
      return Ages.of(Duration.between(Instant.parse(start), Instant.parse(end)));
    } catch (DateTimeException notATime) {
      return Ages.UNKNOWN;
    }
  }
}
