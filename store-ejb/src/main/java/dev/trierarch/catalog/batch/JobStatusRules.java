package dev.trierarch.catalog.batch;

import dev.trierarch.catalog.Field;
import dev.trierarch.catalog.Semantic;
import java.time.Instant;
import java.util.List;

/** Validates what is reported of a Job: an end is for good, and what is counted only grows. */
final class JobStatusRules {

  private static final String COMPLETE = "Complete";
  private static final String FAILED = "Failed";
  private static final String SUCCESS = "SuccessCriteriaMet";
  private static final String FAILURE = "FailureTarget";

  private final Field spec;
  private final Field status;
  private final Field former;

  private JobStatusRules(Field job, Field old) {
    this.spec = job.get("spec");
    this.status = job.get("status");
    this.former = old.get("status");
  }

  static void check(Field job, Field old) {
    JobStatusRules rules = new JobStatusRules(job, old);
    rules.times();
    if (rules.isFinished()) {
      rules.finished();
    }
    rules.conditions();
    rules.indexes();
    rules.counters();
  }

  private void times() {
    Field end = status.get("completionTime");
    boolean complete = is(status, COMPLETE);
    if (end.isPresent() && !complete) {
      end.invalid("cannot set completionTime when there is no Complete=True condition");
    } else if (!end.isPresent() && complete) {
      end.missing("completionTime is required for Complete jobs");
    }
    Field start = status.get("startTime");
    if (start.isPresent() && end.isPresent() && instant(end).isBefore(instant(start))) {
      end.invalid("completionTime cannot be set before startTime");
    }
    if (end.isPresent() && former.get("completionTime").isPresent() && changed("completionTime")) {
      end.invalid("completionTime cannot be mutated");
    }
    if (former.get("startTime").isPresent()
        && changed("startTime")
        && !spec.get("suspend").isTrue()) {
      start.missing("startTime cannot be removed for unsuspended job");
    }
  }

  private static Instant instant(Field time) {
    return Instant.parse(time.text());
  }

  private void finished() {
    if (status.get("active").number() > 0) {
      status.get("active").invalid("active>0 is invalid for finished job");
    }
    if (status.get("terminating").number() > 0) {
      status.get("terminating").invalid("terminating>0 is invalid for finished job");
    }
    if (!status.get("startTime").isPresent() && !neverBegan()) {
      status.get("startTime").missing("startTime is required for finished job");
    }
    Field uncounted = status.get("uncountedTerminatedPods");
    if (!uncounted.get("failed").isEmpty() || !uncounted.get("succeeded").isEmpty()) {
      uncounted.invalid("uncountedTerminatedPods needs to be empty for finished job");
    }
  }

  /** A suspended job that has nothing to do may be done without having been begun. */
  private boolean neverBegan() {
    return spec.get("suspend").isTrue()
        && spec.get("completions").isPresent()
        && spec.get("completions").number() == 0;
  }

  private void conditions() {
    notBoth(COMPLETE, FAILED, "cannot set Complete=True and Failed=true conditions");
    notBoth(COMPLETE, FAILURE, "cannot set Complete=True and FailureTarget=true conditions");
    notBoth(SUCCESS, FAILED, "cannot set SuccessCriteriaMet=True and Failed=true conditions");
    notBoth(
        SUCCESS, FAILURE, "cannot set SuccessCriteriaMet=True and FailureTarget=true conditions");
    Field conditions = status.get("conditions");
    if (is(status, FAILED) && !is(former, FAILED) && !is(status, FAILURE)) {
      conditions.wrong("cannot set Failed=True condition without the FailureTarget=true condition");
    }
    if (is(status, COMPLETE) && !is(former, COMPLETE) && !is(status, SUCCESS)) {
      conditions.wrong(
          "cannot set Complete=True condition without the SuccessCriteriaMet=true condition");
    }
    for (String type : List.of(FAILED, COMPLETE, FAILURE)) {
      if (is(former, type) && !is(status, type)) {
        conditions.wrong("cannot disable the terminal " + type + "=True condition");
      }
    }
    if (is(former, SUCCESS) && !is(status, SUCCESS)) {
      conditions.wrong("cannot disable the SuccessCriteriaMet=True condition");
    }
  }

  private void notBoth(String one, String other, String detail) {
    if (is(status, one) && is(status, other)) {
      status.get("conditions").wrong(detail);
    }
  }

  private void indexes() {
    Field completed = status.get("completedIndexes");
    if (!completed.isEmpty() && !spec.get("completionMode").isText("Indexed")) {
      completed.invalid("cannot set non-empty completedIndexes when non-indexed completion mode");
    }
    Field failed = status.get("failedIndexes");
    if (failed.isPresent() && !spec.get("backoffLimitPerIndex").isPresent()) {
      failed.invalid("cannot set non-null failedIndexes when backoffLimitPerIndex is null");
    }
  }

  private void counters() {
    Field ready = status.get("ready");
    if (ready.number() > status.get("active").number()) {
      ready.invalid("cannot set more ready pods than active");
    }
    if (status.get("failed").number() < former.get("failed").number()) {
      status.get("failed").invalid("cannot decrease the failed counter");
    }
    boolean elastic =
        spec.get("completionMode").isText("Indexed")
            && spec.get("completions").number() == spec.get("parallelism").number();
    if (status.get("succeeded").number() < former.get("succeeded").number() && !elastic) {
      status.get("succeeded").invalid("cannot decrease the succeeded counter");
    }
  }

  private boolean changed(String field) {
    return !Semantic.same(status.get(field).node(), former.get(field).node());
  }

  private boolean isFinished() {
    return is(status, COMPLETE) || is(status, FAILED);
  }

  private static boolean is(Field status, String type) {
    return status.get("conditions").items().stream()
        .anyMatch(one -> one.get("type").isText(type) && one.get("status").isText("True"));
  }
}
