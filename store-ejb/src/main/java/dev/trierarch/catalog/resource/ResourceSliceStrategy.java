package dev.trierarch.catalog.resource;

import dev.trierarch.catalog.DefaultStrategy;
import dev.trierarch.catalog.Field;
import dev.trierarch.catalog.FieldErrors;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The rules that ResourceSlices are written by: whose devices they are, and where, does not change.
 */
public final class ResourceSliceStrategy extends DefaultStrategy {

  private static final String ONE_PLACE =
      "exactly one of `nodeName`, `nodeSelector`, `allNodes`, `perDeviceNodeSelection` is required";

  @Override
  public void validateCreate(ObjectNode slice, FieldErrors errors) {
    Field spec = Field.root(slice, errors).get("spec");
    spec.get("devices").uniqueBy("name");
    spec.get("sharedCounters").uniqueBy("name");
    long places =
        List.of("nodeName", "nodeSelector", "allNodes", "perDeviceNodeSelection").stream()
            .filter(place -> !spec.get(place).isEmpty())
            .count();
    if (places == 0) {
      spec.missing(ONE_PLACE);
    } else if (places > 1) {
      spec.invalid(ONE_PLACE + ", but multiple fields are set");
    }
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
