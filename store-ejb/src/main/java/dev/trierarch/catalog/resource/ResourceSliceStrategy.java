package dev.trierarch.catalog.resource;

import dev.trierarch.catalog.DefaultStrategy;
import dev.trierarch.catalog.Field;
import dev.trierarch.catalog.FieldErrors;
import dev.trierarch.catalog.form.Form;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The rules that ResourceSlices are written by: whose devices they are, and where, does not change.
 */
public final class ResourceSliceStrategy extends DefaultStrategy {

  private static final int ADVANCED_DEVICES_MAX = 64;
  private static final String ONE_PLACE =
      "exactly one of `nodeName`, `nodeSelector`, `allNodes`, `perDeviceNodeSelection` is required";

  @Override
  public void validateCreate(ObjectNode slice, FieldErrors errors) {
    Field spec = Field.root(slice, errors).get("spec");
    spec.get("devices").uniqueBy("name");
    spec.get("sharedCounters").uniqueBy("name");
    long places =
        List.of("nodeName", "nodeSelector", "allNodes", "perDeviceNodeSelection").stream()
            .filter(place -> isGiven(spec.get(place)))
            .count();
    if (places == 0) {
      spec.missing(ONE_PLACE);
    } else if (places > 1) {
      spec.invalid(ONE_PLACE + ", but multiple fields are set");
    }
    places(spec);
    devices(spec);
  }

  private static boolean isGiven(Field place) {
    return place.node().isBoolean() ? place.isTrue() : !place.isEmpty();
  }

  private static void places(Field spec) {
    for (String flag : List.of("allNodes", "perDeviceNodeSelection")) {
      if (spec.get(flag).isPresent() && !spec.get(flag).isTrue()) {
        spec.get(flag).invalid("must be either unset or set to true");
      }
    }
    Field terms = spec.at("nodeSelector", "nodeSelectorTerms");
    if (spec.get("nodeSelector").isPresent() && terms.items().size() != 1) {
      terms.invalid("must have exactly one node selector term");
    }
    for (String part : spec.at("pool", "name").text().split("/", -1)) {
      spec.at("pool", "name").value(part).form(Form.DNS_SUBDOMAIN);
    }
  }

  private static void devices(Field spec) {
    Field devices = spec.get("devices");
    if (devices.isPresent() && spec.get("sharedCounters").isPresent()) {
      spec.value("").invalid("only one of `sharedCounters` or `devices` is allowed");
    }
    boolean advanced =
        devices.items().stream()
            .anyMatch(
                device ->
                    !device.get("taints").isEmpty() || !device.get("consumesCounters").isEmpty());
    if (advanced && devices.items().size() > ADVANCED_DEVICES_MAX) {
      devices.tooMany(ADVANCED_DEVICES_MAX);
    }
    boolean placed = spec.get("perDeviceNodeSelection").isTrue();
    devices.items().forEach(device -> DeviceRules.check(device, placed));
  }

  @Override
  public void validateUpdate(ObjectNode slice, ObjectNode old, FieldErrors errors) {
    validateCreate(slice, errors);
    Field spec = Field.root(slice, errors).get("spec");
    Field former = Field.root(old, errors).get("spec");
    spec.get("driver").unchangedFrom(former.get("driver"));
    spec.at("pool", "name").unchangedFrom(former.at("pool", "name"));
    spec.get("nodeName").unchangedFrom(former.get("nodeName"));
  }

  @Override
  public Map<String, String> selectableFields(JsonNode slice) {
    JsonNode spec = slice.path("spec");
    return Map.of(
        "spec.nodeName", spec.path("nodeName").asString(""),
        "spec.driver", spec.path("driver").asString(""));
  }
}
