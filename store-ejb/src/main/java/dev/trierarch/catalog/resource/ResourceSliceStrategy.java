package dev.trierarch.catalog.resource;

import dev.trierarch.catalog.DefaultStrategy;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The rules that ResourceSlices are written by: kubelets look for those of their node and driver.
 */
final class ResourceSliceStrategy extends DefaultStrategy {

  @Override
  public void prepareForCreate(ObjectNode slice) {
    // A slice has no status that would be dropped.
  }

  @Override
  public Map<String, String> selectableFields(JsonNode slice) {
    JsonNode spec = slice.path("spec");
    return Map.of(
        "spec.nodeName", spec.path("nodeName").asString(""),
        "spec.driver", spec.path("driver").asString(""));
  }
}
