package dev.trierarch.registry;

import dev.trierarch.catalog.Field;
import dev.trierarch.catalog.FieldErrors;
import dev.trierarch.catalog.ObjectRules;
import dev.trierarch.catalog.ResourceType;
import dev.trierarch.catalog.core.PodResizeRules;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Changes what a running pod's containers ask for: only resources and resizePolicy. */
final class ResizeUpdate implements UpdateRule {

  @Override
  public void prepare(ResourceType type, ObjectNode object, ObjectNode old) {
    JsonNode wanted = object.path("spec").deepCopy();
    Restore.all(object, old);
    for (String list : List.of("containers", "initContainers")) {
      for (JsonNode container : Trees.at(object, "spec", list)) {
        resize((ObjectNode) container, wanted.path(list));
      }
    }
    type.strategy().setDefaults(object);
  }

  @Override
  public void validate(ResourceType type, ObjectNode object, ObjectNode old, FieldErrors errors) {
    ObjectRules.checkUpdate(type, object, object, errors);
    PodResizeRules.check(Field.root(object, errors), Field.root(old, errors));
  }

  private static void resize(ObjectNode container, JsonNode wantedContainers) {
    for (JsonNode wanted : wantedContainers) {
      if (Trees.text(wanted, "name").equals(Trees.text(container, "name"))) {
        Trees.copyField(wanted, container, "resources");
        Trees.copyField(wanted, container, "resizePolicy");
      }
    }
  }
}
