package dev.trierarch.api.table;

import dev.trierarch.api.resource.Json;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/** Marks the rows of pods that have run to their end, so that clients may tell or hide them. */
final class RowConditions {

  private RowConditions() {}

  /** The conditions of an object's row; empty for nearly all. */
  static Optional<ArrayNode> of(JsonNode object) {
    boolean pod =
        Json.text(object, "kind").equals("Pod") && Json.text(object, "apiVersion").equals("v1");
    return switch (pod ? Json.text(object.path("status"), "phase") : "") {
      case "Succeeded" ->
          Optional.of(completed("Succeeded", "The pod has completed successfully."));
      case "Failed" -> Optional.of(completed("Failed", "The pod failed."));
      default -> Optional.empty();
    };
  }

  private static ArrayNode completed(String reason, String message) {
    ArrayNode conditions = Json.object().putArray("conditions");
    conditions
        .addObject()
        .put("type", "Completed")
        .put("status", "True")
        .put("reason", reason)
        .put("message", message);
    return conditions;
  }
}
