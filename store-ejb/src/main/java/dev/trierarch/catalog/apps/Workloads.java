package dev.trierarch.catalog.apps;

import dev.trierarch.catalog.Field;
import dev.trierarch.catalog.FieldErrors;
import dev.trierarch.catalog.core.PodSpecRules;
import tools.jackson.databind.node.ObjectNode;

/** Rules that the kinds which make pods from a template share. */
final class Workloads {

  private Workloads() {}

  static void checkTemplate(Field spec, String kind) {
    PodSpecRules.checkTemplate(spec, "Always");
    Field deadline = spec.at("template", "spec", "activeDeadlineSeconds");
    deadline.absent("activeDeadlineSeconds in " + kind + " is not Supported");
  }

  static void checkRollingUpdate(Field rolling) {
    Field unavailable = rolling.get("maxUnavailable").countOrPercentage();
    Field surge = rolling.get("maxSurge").countOrPercentage();
    if (isNothing(unavailable) && isNothing(surge)) {
      unavailable.invalid("may not be 0 when `maxSurge` is 0");
    }
    if (percent(unavailable) > 100) {
      unavailable.invalid("must not be greater than 100%");
    }
  }

  private static boolean isNothing(Field value) {
    return value.isPresent() && value.number() == 0 && percent(value) == 0;
  }

  /** The number before a percent sign; 0 when there is none. */
  private static int percent(Field value) {
    String text = value.text();
    return text.matches("[0-9]{1,9}%") ? Integer.parseInt(text.substring(0, text.length() - 1)) : 0;
  }

  static void checkSelectorUnchanged(ObjectNode object, ObjectNode old, FieldErrors errors) {
    Field.root(object, errors)
        .at("spec", "selector")
        .unchangedFrom(Field.root(old, errors).at("spec", "selector"));
  }

  /** Counts in status must not be negative, nor greater than the first of them. */
  static void checkCounts(ObjectNode object, FieldErrors errors, String total, String... parts) {
    Field status = Field.root(object, errors).get("status");
    status.get(total).notNegative();
    for (String part : parts) {
      Field count = status.get(part).notNegative();
      if (count.number() > status.get(total).number()) {
        count.invalid("cannot be greater than status." + total);
      }
    }
  }
}
