package dev.trierarch.catalog.flowcontrol;

import dev.trierarch.catalog.Defaults;
import dev.trierarch.catalog.Field;
import dev.trierarch.catalog.FieldErrors;
import dev.trierarch.catalog.ResourceStrategy;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/** The rules that FlowSchemas are written by. */
public final class FlowSchemaStrategy implements ResourceStrategy {

  private static final int PRECEDENCE = 1000;
  private static final Set<String> FIXED = Set.of("exempt", "catch-all");
  private static final Map<String, String> SUBJECTS =
      Map.of("Group", "group", "ServiceAccount", "serviceAccount", "User", "user");

  @Override
  public void setDefaults(ObjectNode schema) {
    Defaults.number(Defaults.child(schema, "spec"), "matchingPrecedence", PRECEDENCE);
  }

  @Override
  public void validateCreate(ObjectNode schema, FieldErrors errors) {
    Field root = Field.root(schema, errors);
    Field precedence = root.at("spec", "matchingPrecedence");
    if (precedence.number() == 1 && !root.at("metadata", "name").isText("exempt")) {
      precedence.invalid("only the schema named 'exempt' may have matchingPrecedence 1");
    }
    for (Field rule : root.at("spec", "rules").items()) {
      if (rule.get("resourceRules").isEmpty() && rule.get("nonResourceRules").isEmpty()) {
        rule.missing("at least one of resourceRules and nonResourceRules has to be non-empty");
      }
      rule.get("subjects").items().forEach(FlowSchemaStrategy::subject);
      rule.get("resourceRules").items().forEach(FlowRules::resources);
      rule.get("nonResourceRules").items().forEach(FlowRules::others);
    }
  }

  /** A subject says what its kind needs, and nothing else. */
  private static void subject(Field subject) {
    SUBJECTS.forEach(
        (kind, field) -> {
          boolean wanted = subject.get("kind").isText(kind);
          boolean given = subject.get(field).isPresent();
          if (wanted && !given) {
            subject.get(field).missing(field + " is required when subject kind is '" + kind + "'");
          } else if (!wanted && given) {
            subject
                .get(field)
                .forbidden(field + " is forbidden when subject kind is not '" + kind + "'");
          }
        });
  }

  @Override
  public void validateUpdate(ObjectNode schema, ObjectNode old, FieldErrors errors) {
    validateCreate(schema, errors);
    FixedSpecs.check(Field.root(schema, errors), Field.root(old, errors), FIXED);
  }
}
