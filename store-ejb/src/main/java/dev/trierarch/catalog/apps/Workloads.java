package dev.trierarch.catalog.apps;

import dev.trierarch.catalog.Field;
import dev.trierarch.catalog.FieldErrors;
import dev.trierarch.catalog.core.PodSpecRules;
import java.util.regex.Pattern;
import tools.jackson.databind.node.ObjectNode;

/** Rules that the kinds which make pods from a template share. */
final class Workloads {

  private static final Pattern NOT_ZERO = Pattern.compile("0*[1-9][0-9]*%");

  private Workloads() {}

  static void checkTemplate(Field spec, String kind) {
    PodSpecRules.checkTemplate(spec, "Always");
    checkNoDeadline(spec, kind);
  }

  static void checkNoDeadline(Field spec, String kind) {
    Field deadline = spec.at("template", "spec", "activeDeadlineSeconds");
    deadline.absent("activeDeadlineSeconds in " + kind + " is not Supported");
  }

  static void checkRollingUpdate(Field rolling) {
    Field unavailable = rolling.get("maxUnavailable");
    Field surge = rolling.get("maxSurge");
    if (isNothing(unavailable) && isNothing(surge)) {
      unavailable.invalid("may not be 0 when `maxSurge` is 0");
    }
  }

  /** Whether a count or a percentage is zero, which it is where nothing is said. */
  static boolean isNothing(Field value) {
    return value.number() == 0 && !NOT_ZERO.matcher(value.text()).matches();
  }

  static void checkSelectorUnchanged(ObjectNode object, ObjectNode old, FieldErrors errors) {
    Field.root(object, errors)
        .at("spec", "selector")
        .unchangedFrom(Field.root(old, errors).at("spec", "selector"));
  }

  /** No more pods are available than are ready, and collisions are not forgotten. */
  static void checkReport(ObjectNode object, ObjectNode old, FieldErrors errors) {
    Field status = Field.root(object, errors).get("status");
    Field available = status.get("availableReplicas");
    if (available.number() > status.get("readyReplicas").number()) {
      available.invalid("cannot be greater than readyReplicas");
    }
    checkCollisions(object, old, errors);
  }

  static void checkCollisions(ObjectNode object, ObjectNode old, FieldErrors errors) {
    Field collisions = Field.root(object, errors).at("status", "collisionCount");
    Field former = Field.root(old, errors).at("status", "collisionCount");
    if (former.isPresent() && collisions.number() < former.number()) {
      collisions.invalid("cannot be decremented");
    }
  }

  /** None of these counts in status may be greater than the first of them. */
  static void checkCounts(ObjectNode object, FieldErrors errors, String total, String... parts) {
    Field status = Field.root(object, errors).get("status");
    for (String part : parts) {
      Field count = status.get(part);
      if (count.number() > status.get(total).number()) {
        count.invalid("cannot be greater than status." + total);
      }
    }
  }
}
