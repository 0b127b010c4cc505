package dev.trierarch.registry;

import dev.trierarch.catalog.FieldErrors;
import dev.trierarch.catalog.ObjectRules;
import dev.trierarch.catalog.ResourceType;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** An update of an object itself, by its kind's strategy. */
final class WholeUpdate implements UpdateRule {

  @Override
  public void prepare(ResourceType type, ObjectNode object, ObjectNode old) {
    type.strategy().setDefaults(object);
    type.strategy().prepareForUpdate(object, old);
  }

  @Override
  public void validate(ResourceType type, ObjectNode object, ObjectNode old, FieldErrors errors) {
    MetadataChecks.update(object, old, errors);
    ObjectRules.checkUpdate(type, object, old, errors);
  }

  @Override
  public List<String> warnings(ResourceType type, ObjectNode object, ObjectNode old) {
    return ObjectRules.warningsOfUpdate(type, object, old);
  }
}
