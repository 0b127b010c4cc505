package dev.trierarch.catalog.resource;

import dev.trierarch.catalog.DefaultStrategy;
import dev.trierarch.catalog.Field;
import dev.trierarch.catalog.FieldErrors;
import dev.trierarch.catalog.Semantic;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The rules that DeviceClasses are written by: what stands already is not checked again. */
public final class DeviceClassStrategy extends DefaultStrategy {

  @Override
  public void validateCreate(ObjectNode deviceClass, FieldErrors errors) {
    validateUpdate(deviceClass, JsonNodeFactory.instance.objectNode(), errors);
  }

  @Override
  public void validateUpdate(ObjectNode deviceClass, ObjectNode old, FieldErrors errors) {
    Field spec = Field.root(deviceClass, errors).get("spec");
    Field former = Field.root(old, errors).get("spec");
    if (!Semantic.same(spec.get("selectors").node(), former.get("selectors").node())) {
      DeviceSelectorRules.check(spec.get("selectors"));
    }
    if (!Semantic.same(spec.get("config").node(), former.get("config").node())) {
      spec.get("config").items().forEach(DeviceConfigRules::check);
    }
  }
}
