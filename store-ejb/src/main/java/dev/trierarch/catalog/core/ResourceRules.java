package dev.trierarch.catalog.core;

import dev.trierarch.catalog.Field;
import java.math.BigDecimal;
import java.util.Optional;

/** Validates what a container asks for and is held to. */
final class ResourceRules {

  private ResourceRules() {}

  static void check(Field resources) {
    Field limits = resources.get("limits");
    Field requests = resources.get("requests");
    for (String name : requests.keys()) {
      Optional<BigDecimal> request = requests.key(name).amount();
      Optional<BigDecimal> limit = limits.key(name).amount();
      if (request.isPresent() && limit.isPresent() && request.get().compareTo(limit.get()) > 0) {
        requests
            .value(requests.key(name).text())
            .invalid(
                "must be less than or equal to %s limit of %s"
                    .formatted(name, limits.key(name).text()));
      }
    }
  }
}
