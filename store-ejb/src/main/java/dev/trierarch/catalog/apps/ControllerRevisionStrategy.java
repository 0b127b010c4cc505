package dev.trierarch.catalog.apps;

import dev.trierarch.catalog.DefaultStrategy;
import dev.trierarch.catalog.Field;
import dev.trierarch.catalog.FieldErrors;
import tools.jackson.databind.node.ObjectNode;

/** The rules that ControllerRevisions are written by: what they hold never changes. */
public final class ControllerRevisionStrategy extends DefaultStrategy {

  @Override
  public void validateUpdate(ObjectNode revision, ObjectNode old, FieldErrors errors) {
    Field.root(revision, errors).get("data").unchangedFrom(Field.root(old, errors).get("data"));
  }
}
