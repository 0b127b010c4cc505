package dev.trierarch.catalog.core;

import dev.trierarch.catalog.DefaultStrategy;
import dev.trierarch.catalog.Field;
import dev.trierarch.catalog.FieldErrors;
import dev.trierarch.catalog.Semantic;
import dev.trierarch.catalog.Warnings;
import tools.jackson.databind.node.ObjectNode;

/** The rules that PodTemplates are written by. */
public final class PodTemplateStrategy extends DefaultStrategy {

  @Override
  public void setDefaults(ObjectNode template) {
    PodSpecDefaults.setOnTemplate(template);
  }

  @Override
  public void validateCreate(ObjectNode template, FieldErrors errors) {
    PodSpecRules.checkTemplate(Field.root(template, errors), "Always", "Never", "OnFailure");
  }

  @Override
  public void validateUpdate(ObjectNode template, ObjectNode old, FieldErrors errors) {
    validateCreate(template, errors);
  }

  @Override
  public void warnOfCreate(Field template, Warnings warnings) {
    PodWarnings.check(template.get("template"), warnings);
  }

  @Override
  public void warnOfUpdate(Field template, Field old, Warnings warnings) {
    if (!Semantic.same(template.get("template").node(), old.get("template").node())) {
      PodWarnings.check(template.get("template"), warnings);
    }
  }
}
