package dev.trierarch.catalog.batch;

import dev.trierarch.catalog.Field;
import dev.trierarch.catalog.Warnings;

/** Validates what only Jobs may say whose pods have a number each. */
final class IndexedJobRules {

  private static final int PARALLELISM_MAX = 100_000;
  private static final int COMPLETIONS_MAX_WITH_LIMIT = 100_000;

  private static final int PARALLELISM_MAX_OF_MANY = 10_000;

  private IndexedJobRules() {}

  static void check(Field spec) {
    Field completions = spec.get("completions");
    Field perIndex = spec.get("backoffLimitPerIndex");
    Field failures = spec.get("maxFailedIndexes");
    if (spec.get("completionMode").isText("Indexed")) {
      if (!completions.isPresent()) {
        completions.missing("when completion mode is Indexed");
      }
      if (spec.get("parallelism").number() > PARALLELISM_MAX) {
        spec.get("parallelism")
            .invalid(
                "must be less than or equal to %d when completion mode is Indexed"
                    .formatted(PARALLELISM_MAX));
      }
      limits(spec, completions, failures);
    } else {
      onlyIndexed(perIndex);
      onlyIndexed(failures);
      if (spec.get("successPolicy").isPresent()) {
        spec.get("successPolicy").invalid("requires indexed completion mode");
      }
    }
    if (failures.isPresent() && !perIndex.isPresent()) {
      perIndex.missing("when maxFailedIndexes is specified");
    }
    if (spec.get("successPolicy").isPresent()) {
      success(spec.get("successPolicy"), completions);
    }
  }

  private static void onlyIndexed(Field field) {
    if (field.isPresent()) {
      field.invalid("requires indexed completion mode");
    }
  }

  private static void limits(Field spec, Field completions, Field failures) {
    if (failures.isPresent()
        && completions.isPresent()
        && failures.number() > completions.number()) {
      failures.invalid("must be less than or equal to completions");
    }
    if (spec.get("backoffLimitPerIndex").isPresent()
        && !failures.isPresent()
        && completions.number() > COMPLETIONS_MAX_WITH_LIMIT) {
      failures.missing("must be specified when completions is above " + COMPLETIONS_MAX_WITH_LIMIT);
    }
  }

  private static void success(Field policy, Field completions) {
    policy
        .get("rules")
        .required("at least one rules must be specified when the successPolicy is specified");
    for (Field rule : policy.get("rules").items()) {
      Field count = rule.get("succeededCount");
      if (!count.isPresent() && !rule.get("succeededIndexes").isPresent()) {
        rule.missing("at least one of succeededCount or succeededIndexes must be specified");
      }
      if (count.isPresent() && count.number() > completions.number()) {
        count.invalid(
            "must be less than or equal to %d (the number of specified completions)"
                .formatted(completions.number()));
      }
    }
  }

  /** Warns of so many pods at a time that what failed of them may not be noted. */
  static void warn(Field spec, Warnings warnings) {
    if (spec.get("completionMode").isText("Indexed")
        && spec.get("completions").number() > COMPLETIONS_MAX_WITH_LIMIT
        && spec.get("parallelism").number() > PARALLELISM_MAX_OF_MANY) {
      warnings.add(
          spec,
          "In Indexed Jobs with a number of completions higher than 10^5 and a parallelism higher"
              + " than 10^4, Kubernetes might not be able to track completedIndexes when a big"
              + " number of indexes fail");
    }
  }
}
