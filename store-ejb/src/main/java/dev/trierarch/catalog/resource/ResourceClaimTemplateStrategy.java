package dev.trierarch.catalog.resource;

import dev.trierarch.catalog.DefaultStrategy;
import dev.trierarch.catalog.Defaults;
import dev.trierarch.catalog.Field;
import dev.trierarch.catalog.FieldErrors;
import tools.jackson.databind.node.ObjectNode;

/**
 * The rules that ResourceClaimTemplates are written by: what claims are made of does not change.
 */
public final class ResourceClaimTemplateStrategy extends DefaultStrategy {

  @Override
  public void setDefaults(ObjectNode template) {
    Defaults.find(template, "spec", "spec").ifPresent(DeviceClaims::setDefaults);
  }

  @Override
  public void validateCreate(ObjectNode template, FieldErrors errors) {
    DeviceClaims.check(Field.root(template, errors).at("spec", "spec"));
  }

  @Override
  public void validateUpdate(ObjectNode template, ObjectNode old, FieldErrors errors) {
    Field.root(template, errors).get("spec").unchangedFrom(Field.root(old, errors).get("spec"));
  }
}
