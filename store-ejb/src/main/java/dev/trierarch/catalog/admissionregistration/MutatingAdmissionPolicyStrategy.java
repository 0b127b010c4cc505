package dev.trierarch.catalog.admissionregistration;

import dev.trierarch.catalog.DefaultStrategy;
import dev.trierarch.catalog.Field;
import dev.trierarch.catalog.FieldErrors;
import dev.trierarch.cel.PolicyExpressions;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The rules that mutating admission policies are written by. */
public final class MutatingAdmissionPolicyStrategy extends DefaultStrategy {

  @Override
  public void setDefaults(ObjectNode policy) {
    PolicyRules.setDefaults(policy);
  }

  @Override
  public void validateCreate(ObjectNode policy, FieldErrors errors) {
    validateUpdate(policy, JsonNodeFactory.instance.objectNode(), errors);
  }

  @Override
  public void validateUpdate(ObjectNode policy, ObjectNode old, FieldErrors errors) {
    Field spec = Field.root(policy, errors).get("spec");
    PolicyExpressions expressions = new PolicyExpressions(spec.get("paramKind").isPresent());
    PolicyRules.check(spec, Field.root(old, errors).get("spec"), expressions);
    changeable(spec.get("matchConstraints"));
    spec.get("mutations").items().forEach(mutation -> mutation(mutation, expressions));
  }

  /** What is deleted cannot be changed. Upstream does not say which of the operations it means. */
  static void changeable(Field match) {
    Field rules = match.get("resourceRules");
    for (Field rule : rules.items()) {
      for (Field operation : rule.get("operations").items()) {
        if (operation.isText("DELETE")) {
          operation
              .saidAt(rules.get("operations"))
              .notSupported("*", "CONNECT", "CREATE", "UPDATE");
        }
      }
    }
  }

  private static void mutation(Field mutation, PolicyExpressions expressions) {
    Field applied = mutation.get("applyConfiguration");
    Field patch = mutation.get("jsonPatch");
    String type = mutation.get("patchType").text();
    if (type.equals("JSONPatch")) {
      only(type, patch, applied, "{applyConfiguration}");
      expression(patch.get("expression"), PolicyExpressions.PATCH, expressions);
    } else if (type.equals("ApplyConfiguration")) {
      only(type, applied, patch, "{jsonPatch}");
      expression(applied.get("expression"), PolicyExpressions.APPLIED, expressions);
    }
  }

  private static void only(String type, Field wanted, Field other, String shown) {
    if (!wanted.isPresent()) {
      wanted.missing("must be specified when patchType is " + type);
    }
    if (other.isPresent()) {
      other.value(shown).invalid("must not be specified when patchType is " + type);
    }
  }

  private static void expression(Field expression, String type, PolicyExpressions expressions) {
    if (!expression.text().isBlank()) {
      expressions.mutation(expression.text()).problemUnless(type).ifPresent(expression::invalid);
    } else if (expression.isPresent()) {
      expression.missing("");
    }
  }
}
