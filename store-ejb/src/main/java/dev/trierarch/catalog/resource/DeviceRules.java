package dev.trierarch.catalog.resource;

import dev.trierarch.catalog.Field;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Rules of one device of a slice: what it is like, where it is, and when it may be bound. */
final class DeviceRules {

  private static final int VALUES_MAX = 32;
  private static final int VALUE_CHARACTERS_MAX = 64;
  private static final Pattern VERSION =
      Pattern.compile(
          "(0|[1-9]\\d*)\\.(0|[1-9]\\d*)\\.(0|[1-9]\\d*)"
              + "(-(0|[1-9]\\d*|\\d*[a-zA-Z-][0-9a-zA-Z-]*)"
              + "(\\.(0|[1-9]\\d*|\\d*[a-zA-Z-][0-9a-zA-Z-]*))*)?"
              + "(\\+[0-9a-zA-Z-]+(\\.[0-9a-zA-Z-]+)*)?");
  private static final String ONE_PLACE =
      "exactly one of `nodeName`, `nodeSelector`, or `allNodes` is required when"
          + " `perDeviceNodeSelection` is set to true in the ResourceSlice spec";
  private static final String NO_PLACE =
      "`nodeName`, `nodeSelector` and `allNodes` can only be set if `perDeviceNodeSelection` is set"
          + " to true in the ResourceSlice spec";

  private DeviceRules() {}

  /** {@code placed} is whether each device says itself where it is. */
  static void check(Field device, boolean placed) {
    int values = device.get("attributes").keys().size() + device.get("capacity").keys().size();
    if (values > VALUES_MAX) {
      device
          .value(Integer.toString(values))
          .invalid("the total number of attributes and capacities must not exceed " + VALUES_MAX);
    }
    attributes(device.get("attributes"));
    capacity(device.get("capacity"), device.get("allowMultipleAllocations").isTrue());
    place(device, placed);
    device.get("consumesCounters").uniqueBy("counterSet");
    binding(device);
  }

  private static void attributes(Field attributes) {
    for (String name : attributes.keys()) {
      DeviceNames.check(attributes, name);
      Field attribute = attributes.key(name);
      if (attribute.keys().stream().filter(key -> attribute.get(key).isPresent()).count() != 1) {
        attribute.invalid("exactly one value must be specified");
      }
      short64(attribute.get("string"));
      Field version = attribute.get("version");
      short64(version);
      if (version.isPresent()
          && version.text().length() <= VALUE_CHARACTERS_MAX
          && !VERSION.matcher(version.text()).matches()) {
        version.invalid("must be a string compatible with semver.org spec 2.0.0");
      }
    }
  }

  private static void short64(Field value) {
    if (value.text().length() > VALUE_CHARACTERS_MAX) {
      value.tooLong(VALUE_CHARACTERS_MAX);
    }
  }

  private static void capacity(Field capacity, boolean shared) {
    for (String name : capacity.keys()) {
      DeviceNames.check(capacity, name);
      Field policy = capacity.key(name).get("requestPolicy");
      if (!shared) {
        policy.absent("allowMultipleAllocations must be true");
      } else if (!policy.get("validValues").isEmpty() && policy.get("validRange").isPresent()) {
        policy.forbidden(
            "exactly one policy can be specified, cannot specify \"validValues\" and \"validRange\""
                + " at the same time");
      }
    }
  }

  private static void place(Field device, boolean placed) {
    List<Field> places =
        List.of("nodeName", "nodeSelector", "allNodes").stream()
            .map(device::get)
            .filter(Field::isPresent)
            .toList();
    if (!placed && !places.isEmpty()) {
      device.invalid(NO_PLACE);
    } else if (placed && places.isEmpty()) {
      device.missing(ONE_PLACE);
    } else if (placed && places.size() > 1) {
      device.invalid(ONE_PLACE);
    }
    if (device.get("allNodes").isPresent() && !device.get("allNodes").isTrue()) {
      device.get("allNodes").invalid("must be either unset or set to true");
    }
  }

  /** Checks on what conditions a device may be bound, and on which it may not be any more. */
  static void binding(Field device) {
    Field awaited = device.get("bindingConditions");
    Field failures = device.get("bindingFailureConditions");
    Set<String> conditions = unique(awaited);
    unique(failures);
    for (Field failure : failures.items()) {
      if (conditions.contains(failure.text())) {
        failure.invalid("bindingFailureConditions must not overlap with bindingConditions");
      }
    }
    if (awaited.isEmpty() && !failures.isEmpty()) {
      awaited.invalid("bindingConditions are required to use bindingFailureConditions");
    } else if (failures.isEmpty() && !awaited.isEmpty()) {
      failures.invalid("bindingFailureConditions are required to use bindingConditions");
    }
  }

  private static Set<String> unique(Field conditions) {
    Set<String> seen = new HashSet<>();
    conditions.items().stream().filter(one -> !seen.add(one.text())).forEach(Field::duplicate);
    return seen;
  }
}
