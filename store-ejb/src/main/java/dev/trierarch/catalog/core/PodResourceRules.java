package dev.trierarch.catalog.core;

import dev.trierarch.catalog.Field;
import dev.trierarch.schema.Quantities;
import java.math.BigDecimal;
import java.util.Optional;

/** Validates what a pod as a whole asks for and is held to, and that its containers keep to it. */
final class PodResourceRules {

  private static final String HUGE_PAGES = "hugepages-";

  private PodResourceRules() {}

  static void check(Field spec) {
    Field resources = spec.get("resources");
    if (resources.isPresent()) {
      resources.get("claims").absent("claims cannot be set for Resources at pod-level");
      names(resources.get("limits"));
      names(resources.get("requests"));
      ResourceRules.checkAmounts(resources);
      requests(spec, resources.get("requests"));
      limits(spec, resources);
    }
  }

  private static void names(Field amounts) {
    for (String name : amounts.keys()) {
      if (!name.startsWith(HUGE_PAGES)) {
        amounts.key(name).value(name).oneOf("cpu", "hugepages-", "memory");
      }
    }
  }

  private static void requests(Field spec, Field requests) {
    for (String name : requests.keys()) {
      String all = "0";
      for (Field container : spec.get("containers").items()) {
        Field one = container.at("resources", "requests").key(name);
        all = one.amount().isPresent() ? Quantities.sum(all, one.text()) : all;
      }
      boolean given = requests.key(name).amount().isPresent();
      if (given && Quantities.compare(all, requests.key(name).text()) > 0) {
        requests
            .key(name)
            .invalid("must be greater than or equal to aggregate container requests of " + all);
      }
    }
  }

  private static void limits(Field spec, Field resources) {
    for (Field container : spec.get("containers").items()) {
      Field limits = container.at("resources", "limits");
      for (String name : limits.keys()) {
        Optional<BigDecimal> limit = limits.key(name).amount();
        Optional<BigDecimal> most = resources.get("limits").key(name).amount();
        if (limit.isPresent() && most.isPresent() && limit.get().compareTo(most.get()) > 0) {
          limits
              .key(name)
              .invalid(
                  "must be less than or equal to pod limits of "
                      + resources.get("limits").key(name).text());
        }
      }
    }
  }
}
