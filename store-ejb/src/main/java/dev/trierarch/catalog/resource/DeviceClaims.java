package dev.trierarch.catalog.resource;

import dev.trierarch.catalog.Defaults;
import dev.trierarch.catalog.Field;
import tools.jackson.databind.node.ObjectNode;

/** What claims on devices, and templates of them, have in common. */
final class DeviceClaims {

  private DeviceClaims() {}

  /** Fills in a claim's spec. */
  static void setDefaults(ObjectNode spec) {
    Defaults.find(spec, "devices")
        .ifPresent(
            devices ->
                Defaults.each(devices, "requests")
                    .forEach(
                        request -> {
                          Defaults.find(request, "exactly").ifPresent(DeviceClaims::request);
                          Defaults.each(request, "firstAvailable").forEach(DeviceClaims::request);
                        }));
  }

  private static void request(ObjectNode request) {
    Defaults.text(request, "allocationMode", "ExactCount");
    if (request.path("allocationMode").asString("").equals("ExactCount")) {
      Defaults.number(request, "count", 1);
    }
    Defaults.each(request, "tolerations")
        .forEach(toleration -> Defaults.text(toleration, "operator", "Equal"));
  }

  /** Validates a claim's spec. */
  static void check(Field spec) {
    Field requests = spec.at("devices", "requests").uniqueBy("name");
    for (Field request : requests.items()) {
      boolean exactly = request.get("exactly").isPresent();
      boolean alternatives = !request.get("firstAvailable").isEmpty();
      if (!exactly && !alternatives) {
        request.missing("exactly one of `exactly` or `firstAvailable` is required");
      } else if (exactly && alternatives) {
        request.invalid(
            "exactly one of `exactly` or `firstAvailable` is required, but multiple fields are"
                + " set");
      }
      count(request.get("exactly"));
      request.get("firstAvailable").uniqueBy("name").items().forEach(DeviceClaims::count);
    }
  }

  private static void count(Field request) {
    Field mode = request.get("allocationMode");
    Field count = request.get("count");
    if (mode.isText("All") && count.number() != 0) {
      count.invalid("must not be specified when allocationMode is 'All'");
    } else if (mode.isText("ExactCount") && count.number() <= 0) {
      count.invalid("must be greater than zero");
    }
  }
}
