package dev.trierarch.registry;

import tools.jackson.databind.JsonNode;

/** When an object that is being deleted may go: nothing stands before it any more. */
final class Removal {

  private Removal() {}

  static boolean isDue(JsonNode object) {
    return Metas.isDeleting(object)
        && Metas.finalizers(object).isEmpty()
        && gracePeriodSeconds(object) == 0
        && !isNamespaceInUse(object);
  }

  static long gracePeriodSeconds(JsonNode object) {
    return Trees.at(object, "metadata", "deletionGracePeriodSeconds").asLong(0);
  }

  /** A namespace has finalizers of its own, in its spec: they go when it is empty. */
  static boolean isNamespaceInUse(JsonNode object) {
    return Trees.text(object, "kind").equals("Namespace")
        && !Trees.at(object, "spec", "finalizers").isEmpty();
  }
}
