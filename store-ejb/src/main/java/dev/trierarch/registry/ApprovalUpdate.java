package dev.trierarch.registry;

import dev.trierarch.catalog.Field;
import dev.trierarch.catalog.FieldErrors;
import dev.trierarch.catalog.ResourceType;
import dev.trierarch.catalog.certificates.CertificateConditionRules;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A decision on a certificate signing request: only its Approved and Denied conditions change. */
final class ApprovalUpdate implements UpdateRule {

  private static final List<String> DECISIONS = List.of("Approved", "Denied");

  @Override
  public void prepare(ResourceType type, ObjectNode object, ObjectNode old) {
    ArrayNode conditions = object.arrayNode();
    for (JsonNode condition : Trees.at(old, "status", "conditions")) {
      if (!isDecision(condition)) {
        conditions.add(condition.deepCopy());
      }
    }
    for (JsonNode condition : Trees.at(object, "status", "conditions")) {
      if (isDecision(condition)) {
        conditions.add(condition.deepCopy());
      }
    }
    Restore.all(object, old);
    if (conditions.isEmpty()) {
      Trees.child(object, "status").remove("conditions");
    } else {
      Trees.child(object, "status").set("conditions", conditions);
    }
  }

  @Override
  public void validate(ResourceType type, ObjectNode object, ObjectNode old, FieldErrors errors) {
    CertificateConditionRules.check(
        Field.root(object, errors).at("status", "conditions"),
        Field.root(old, errors).at("status", "conditions"));
  }

  private static boolean isDecision(JsonNode condition) {
    return DECISIONS.contains(Trees.text(condition, "type"));
  }
}
