package dev.trierarch.catalog.core;

import dev.trierarch.catalog.Field;
import java.math.BigDecimal;
import java.util.Optional;

/** Validates that a limit's amounts agree: least, default request, default, most. */
final class LimitRangeRules {

  private LimitRangeRules() {}

  static void check(Field limit) {
    if (limit.get("type").isText("Pod")) {
      for (String field : new String[] {"default", "defaultRequest"}) {
        limit.get(field).absent("may not be specified when `type` is 'Pod'");
      }
    }
    Field ratios = limit.get("maxLimitRequestRatio");
    for (String resource : ratios.keys()) {
      Field ratio = ratios.key(resource);
      if (ratio.amount().filter(amount -> amount.compareTo(BigDecimal.ONE) < 0).isPresent()) {
        ratio.invalid("ratio " + ratio.text() + " is less than 1");
      }
    }
    boolean bounded =
        limit.get("min").key("storage").isPresent() || limit.get("max").key("storage").isPresent();
    if (limit.get("type").isText("PersistentVolumeClaim") && !bounded) {
      limit
          .get("limits")
          .missing("either minimum or maximum storage value is required, but neither was provided");
    }
    notAbove(limit, "min", "min", "max", "min value %s is greater than max value %s");
    notAbove(
        limit,
        "defaultRequest",
        "min",
        "defaultRequest",
        "min value %s is greater than default request value %s");
    notAbove(
        limit,
        "defaultRequest",
        "defaultRequest",
        "max",
        "default request value %s is greater than max value %s");
    notAbove(
        limit,
        "defaultRequest",
        "defaultRequest",
        "default",
        "default request value %s is greater than default limit value %s");
    notAbove(limit, "default", "min", "default", "min value %s is greater than default value %s");
    notAbove(limit, "default", "default", "max", "default value %s is greater than max value %s");
  }

  /** Says of a field that one amount of a resource is above another. */
  private static void notAbove(
      Field limit, String said, String lower, String upper, String detail) {
    for (String resource : limit.get(lower).keys()) {
      Field low = limit.get(lower).key(resource);
      Field high = limit.get(upper).key(resource);
      Optional<BigDecimal> most = high.amount();
      if (low.amount().isPresent()
          && most.isPresent()
          && low.amount().get().compareTo(most.get()) > 0) {
        limit.get(said).key(resource).invalid(detail.formatted(low.text(), high.text()));
      }
    }
  }
}
