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
    amounts(limits);
    amounts(requests);
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
    for (Field claim : resources.get("claims").items()) {
      claim.get("name").required().dnsLabel();
    }
  }

  private static void amounts(Field map) {
    for (String name : map.keys()) {
      boolean standard = name.matches("cpu|memory|ephemeral-storage|hugepages-.+");
      if (!standard && !name.contains("/")) {
        map.value(name).invalid("must be a standard resource type or fully qualified");
      }
      map.key(name).quantity();
    }
  }
}
