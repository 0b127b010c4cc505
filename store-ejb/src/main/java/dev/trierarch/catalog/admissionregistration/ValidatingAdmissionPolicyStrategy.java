package dev.trierarch.catalog.admissionregistration;

import dev.trierarch.catalog.DefaultStrategy;
import dev.trierarch.catalog.Field;
import dev.trierarch.catalog.FieldErrors;
import dev.trierarch.catalog.form.Form;
import dev.trierarch.cel.Compilation;
import dev.trierarch.cel.PolicyExpressions;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The rules that validating admission policies are written by. */
public final class ValidatingAdmissionPolicyStrategy extends DefaultStrategy {

  private static final int AUDIT_ANNOTATIONS_MAX = 20;
  private static final int VALUE_EXPRESSION_BYTES_MAX = 5 * 1024;
  private static final String NOTHING =
      "validations or auditAnnotations must contain at least one item";

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
    Field root = Field.root(policy, errors);
    Field spec = root.get("spec");
    PolicyExpressions expressions = new PolicyExpressions(spec.get("paramKind").isPresent());
    PolicyRules.check(spec, Field.root(old, errors).get("spec"), expressions);
    Field validations = spec.get("validations");
    Field annotations = spec.get("auditAnnotations");
    if (validations.isEmpty() && annotations.isEmpty()) {
      validations.missing(NOTHING);
      annotations.missing(NOTHING);
    }
    validations.items().forEach(validation -> validation(validation, expressions));
    auditAnnotations(annotations, root.at("metadata", "name").text(), expressions);
  }

  private static void validation(Field validation, PolicyExpressions expressions) {
    Field expression = validation.get("expression");
    if (!PolicyRules.isBlank(expression, "expression is not specified")) {
      expressions.decision(expression.text()).problemUnless("bool").ifPresent(expression::invalid);
    }
    Field told = validation.get("messageExpression");
    if (!told.text().isBlank()) {
      expressions.message(told.text()).problemUnless("string").ifPresent(told::invalid);
    } else if (!told.isEmpty()) {
      told.invalid("must be non-empty if specified");
    }
    Field message = validation.get("message");
    if (!message.isEmpty() && message.text().isBlank()) {
      message.invalid("message must be non-empty if specified");
    } else if (message.text().strip().matches("(?s).*[\\n\\r].*")) {
      message.invalid("message must not contain line breaks");
    }
  }

  private static void auditAnnotations(
      Field annotations, String policy, PolicyExpressions expressions) {
    if (annotations.items().size() > AUDIT_ANNOTATIONS_MAX) {
      annotations.invalid("must not have more than " + AUDIT_ANNOTATIONS_MAX + " auditAnnotations");
      return;
    }
    for (Field annotation : annotations.items()) {
      Field key = annotation.get("key");
      if (policy.isEmpty()) {
        key.invalid("requires metadata.name be non-empty");
      } else {
        String name = policy + "/" + key.text();
        Form.QUALIFIED_NAME.problems(name).forEach(key.value(name)::invalid);
      }
      value(annotation.get("valueExpression"), expressions);
    }
    annotations.uniqueBy("key");
  }

  private static void value(Field expression, PolicyExpressions expressions) {
    if (PolicyRules.isBlank(expression, "valueExpression is not specified")) {
      return;
    }
    String text = expression.text().strip();
    if (text.length() > VALUE_EXPRESSION_BYTES_MAX) {
      expression.missing("must not exceed " + VALUE_EXPRESSION_BYTES_MAX + " bytes in length");
      return;
    }
    Compilation compilation = expressions.decision(text);
    compilation.problem().ifPresent(expression::invalid);
    boolean noted = compilation.type().equals("string") || compilation.type().equals("null");
    if (compilation.problem().isEmpty() && !noted) {
      expression.invalid(
          "must evaluate to one of [string null_type] but got " + compilation.type());
    }
  }

  @Override
  public void validateStatusUpdate(ObjectNode policy, ObjectNode old, FieldErrors errors) {
    Field warnings = Field.root(policy, errors).at("status", "typeChecking", "expressionWarnings");
    for (Field warning : warnings.items()) {
      warning.get("warning").required();
      warning.get("fieldRef").required();
    }
  }
}
