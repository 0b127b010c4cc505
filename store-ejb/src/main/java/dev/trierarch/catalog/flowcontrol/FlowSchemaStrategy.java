package dev.trierarch.catalog.flowcontrol;

import dev.trierarch.catalog.Defaults;
import dev.trierarch.catalog.Field;
import dev.trierarch.catalog.FieldErrors;
import dev.trierarch.catalog.ResourceStrategy;
import tools.jackson.databind.node.ObjectNode;

/** The rules that FlowSchemas are written by. */
public final class FlowSchemaStrategy implements ResourceStrategy {

  private static final int PRECEDENCE = 1000;
  private static final int PRECEDENCE_MAX = 10_000;

  @Override
  public void setDefaults(ObjectNode schema) {
    Defaults.number(Defaults.child(schema, "spec"), "matchingPrecedence", PRECEDENCE);
  }

  @Override
  public void validateCreate(ObjectNode schema, FieldErrors errors) {
    Field spec = Field.root(schema, errors).get("spec");
    spec.get("matchingPrecedence").between(1, PRECEDENCE_MAX);
    spec.at("priorityLevelConfiguration", "name").required().dnsSubdomain();
  }

  @Override
  public void validateUpdate(ObjectNode schema, ObjectNode old, FieldErrors errors) {
    validateCreate(schema, errors);
  }
}
