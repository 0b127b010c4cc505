package dev.trierarch.registry;

import dev.trierarch.catalog.FieldErrors;
import dev.trierarch.catalog.ObjectRules;
import dev.trierarch.catalog.ResourceType;
import tools.jackson.databind.node.ObjectNode;

/** An update of status, by the kind's strategy. */
final class StatusUpdate implements UpdateRule {

  @Override
  public void prepare(ResourceType type, ObjectNode object, ObjectNode old) {
    type.strategy().prepareForStatusUpdate(object, old);
    Trees.copyField(old.path("metadata"), Trees.metadata(object), "ownerReferences");
    type.strategy().setDefaults(object);
  }

  @Override
  public void validate(ResourceType type, ObjectNode object, ObjectNode old, FieldErrors errors) {
    MetadataChecks.update(object, old, errors);
    ObjectRules.checkStatusUpdate(type, object, old, errors);
  }
}
