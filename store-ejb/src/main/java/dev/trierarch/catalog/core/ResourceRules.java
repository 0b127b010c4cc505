package dev.trierarch.catalog.core;

import dev.trierarch.catalog.Field;
import dev.trierarch.catalog.form.Form;
import dev.trierarch.catalog.form.ResourceNames;
import java.math.BigDecimal;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Validates what a container asks for and is held to. */
final class ResourceRules {

  private ResourceRules() {}

  /**
   * @param claims the names of the pod's claims on devices
   */
  static void check(Field resources, Set<String> claims) {
    checkAmounts(resources);
    claims(resources.get("claims"), claims);
  }

  static void checkAmounts(Field resources) {
    Field limits = resources.get("limits");
    Field requests = resources.get("requests");
    whole(limits);
    whole(requests);
    for (String name : requests.keys()) {
      agree(name, requests, limits);
    }
    hugePages(resources, limits.keys(), requests.keys());
  }

  private static void whole(Field amounts) {
    amounts.keys().stream().filter(ResourceNames::isWhole).forEach(one -> amounts.key(one).whole());
  }

  private static void agree(String name, Field requests, Field limits) {
    boolean flexible = ResourceNames.mayBeOvercommitted(name);
    if (!flexible && !limits.key(name).isPresent()) {
      limits.missing("Limit must be set for non overcommitable resources");
      return;
    }
    Optional<BigDecimal> request = requests.key(name).amount();
    Optional<BigDecimal> limit = limits.key(name).amount();
    if (request.isEmpty() || limit.isEmpty()) {
      return;
    }
    int order = request.get().compareTo(limit.get());
    if (flexible ? order > 0 : order != 0) {
      requests
          .value(requests.key(name).text())
          .invalid(
              "must be %s to %s limit of %s"
                  .formatted(
                      flexible ? "less than or equal" : "equal", name, limits.key(name).text()));
    }
  }

  private static void hugePages(Field resources, List<String> limits, List<String> requests) {
    Set<String> all = new HashSet<>(limits);
    all.addAll(requests);
    boolean others = all.contains("cpu") || all.contains("memory");
    if (!others && all.stream().anyMatch(ResourceNames::isHugePages)) {
      resources.forbidden("HugePages require cpu or memory");
    }
  }

  private static void claims(Field claims, Set<String> known) {
    Set<String> taken = new HashSet<>();
    for (Field claim : claims.items()) {
      Field name = claim.get("name").saidAt(claim);
      name.required();
      claim.get("request").form(Form.DNS_LABEL);
      if (name.isEmpty()) {
        continue;
      }
      String request = claim.get("request").text();
      boolean again = taken.contains(name.text()) || !taken.add(name.text() + "/" + request);
      if (again) {
        name.duplicate();
      } else if (request.isEmpty()) {
        taken.add(name.text());
      }
      if (!known.contains(name.text())) {
        name.notFound(
            "must be one of the names in pod.spec.resourceClaims"
                + (known.isEmpty()
                    ? " which is empty"
                    : ": " + String.join(", ", new TreeSet<>(known))));
      }
    }
  }
}
