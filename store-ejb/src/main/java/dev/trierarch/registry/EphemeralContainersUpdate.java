package dev.trierarch.registry;

import dev.trierarch.catalog.FieldErrors;
import dev.trierarch.catalog.ObjectRules;
import dev.trierarch.catalog.ResourceType;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Adds ephemeral containers to a pod; those that are there stay as they are. */
final class EphemeralContainersUpdate implements UpdateRule {

  private static final String FIELD = "ephemeralContainers";

  @Override
  public void prepare(ResourceType type, ObjectNode object, ObjectNode old) {
    JsonNode wanted = object.path("spec");
    Restore.all(object, old);
    Trees.copyField(wanted, Trees.child(object, "spec"), FIELD);
    type.strategy().setDefaults(object);
  }

  @Override
  public void validate(ResourceType type, ObjectNode object, ObjectNode old, FieldErrors errors) {
    ObjectRules.checkUpdate(type, object, object, errors);
    Map<String, JsonNode> now = byName(object);
    byName(old)
        .forEach(
            (name, container) -> {
              if (!now.containsKey(name)) {
                errors.forbidden(
                    "spec." + FIELD,
                    "existing ephemeral containers \"" + name + "\" may not be removed");
              } else if (!Trees.same(container, now.get(name))) {
                errors.forbidden(
                    "spec." + FIELD,
                    "existing ephemeral containers \"" + name + "\" may not be changed");
              }
            });
  }

  private static Map<String, JsonNode> byName(JsonNode pod) {
    Map<String, JsonNode> byName = new TreeMap<>();
    Trees.at(pod, "spec", FIELD).forEach(c -> byName.put(Trees.text(c, "name"), c));
    return byName;
  }
}
