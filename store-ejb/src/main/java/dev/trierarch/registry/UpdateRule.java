package dev.trierarch.registry;

import dev.trierarch.catalog.FieldErrors;
import dev.trierarch.catalog.ResourceType;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** What an update of an object, or of one of its subresources, may change and must fulfil. */
interface UpdateRule {

  /** Puts back what this update may not touch and fills in defaults. */
  void prepare(ResourceType type, ObjectNode object, ObjectNode old);

  /** Checks the result. */
  void validate(ResourceType type, ObjectNode object, ObjectNode old, FieldErrors errors);

  /** What the updater should know of a result without problems. */
  default List<String> warnings(ResourceType type, ObjectNode object, ObjectNode old) {
    return List.of();
  }

  /** The rule of a subresource, empty for the object itself; 404 when the type has none such. */
  static UpdateRule of(ResourceType type, String subresource) {
    if (!subresource.isEmpty() && !type.hasSubresource(subresource)) {
      throw new ApiException(
          404, "NotFound", "the server could not find the requested resource", null);
    }
    return switch (subresource) {
      case "", "scale" -> new WholeUpdate();
      case "status" -> new StatusUpdate();
      case "approval" -> new ApprovalUpdate();
      case "finalize" -> new FinalizeUpdate();
      case "ephemeralcontainers" -> new EphemeralContainersUpdate();
      case "resize" -> new ResizeUpdate();
      default -> throw ApiErrors.methodNotAllowed(type, "update");
    };
  }
}
