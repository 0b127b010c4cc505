package dev.trierarch.catalog.resource;

import dev.trierarch.catalog.Defaults;
import dev.trierarch.catalog.Field;
import dev.trierarch.catalog.form.Form;
import java.util.HashSet;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/** What claims on devices, and templates of them, have in common. */
final class DeviceClaims {

  private static final String UNKNOWN_REQUEST =
      "must be the name of a request in the claim or the name of a request and a subrequest"
          + " separated by '/'";

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
    Field devices = spec.get("devices");
    devices.get("requests").uniqueBy("name").items().forEach(DeviceClaims::request);
    Set<String> names = requestNames(devices);
    for (Field constraint : devices.get("constraints").items()) {
      references(constraint.get("requests"), names);
      constraint(constraint);
    }
    for (Field config : devices.get("config").items()) {
      references(config.get("requests"), names);
      DeviceConfigRules.check(config);
    }
  }

  private static void request(Field request) {
    boolean exactly = request.get("exactly").isPresent();
    boolean alternatives = !request.get("firstAvailable").isEmpty();
    if (!exactly && !alternatives) {
      request.missing("exactly one of `exactly` or `firstAvailable` is required");
    } else if (exactly && alternatives) {
      request.invalid(
          "exactly one of `exactly` or `firstAvailable` is required, but multiple fields are"
              + " set");
    }
    if (exactly) {
      devices(request.get("exactly"));
    }
    request.get("firstAvailable").uniqueBy("name").items().forEach(DeviceClaims::devices);
  }

  private static void devices(Field request) {
    count(request);
    DeviceSelectorRules.check(request.get("selectors"));
    for (Field toleration : request.get("tolerations").items()) {
      Field value = toleration.get("value");
      if (toleration.get("operator").isText("Exists") && !value.isEmpty()) {
        value.invalid("must be empty for operator `Exists`");
      } else if (toleration.get("operator").isText("Equal")) {
        value.form(Form.LABEL_VALUE);
      }
    }
  }

  /** How requests, and alternatives in them, may be spoken of: {@code request/alternative}. */
  static Set<String> requestNames(Field devices) {
    Set<String> names = new HashSet<>();
    for (Field request : devices.get("requests").items()) {
      String name = request.get("name").text();
      names.add(name);
      request
          .get("firstAvailable")
          .items()
          .forEach(alternative -> names.add(name + "/" + alternative.get("name").text()));
    }
    return names;
  }

  static void references(Field requests, Set<String> names) {
    Set<String> seen = new HashSet<>();
    for (Field reference : requests.items()) {
      reference(reference, names);
      if (!seen.add(reference.text())) {
        reference.duplicate();
      }
    }
  }

  static void reference(Field reference, Set<String> names) {
    if (!names.contains(reference.text())) {
      reference.invalid(UNKNOWN_REQUEST);
    }
  }

  private static void constraint(Field constraint) {
    Field match = constraint.get("matchAttribute");
    Field distinct = constraint.get("distinctAttribute");
    if (match.isPresent()) {
      DeviceNames.qualified(match);
    } else if (distinct.isPresent()) {
      DeviceNames.qualified(distinct);
    } else {
      constraint.missing(
          "exactly one of \"matchAttribute\" or \"distinctAttribute\" is required, but multiple"
              + " fields are set");
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
