package dev.trierarch.catalog.apiextensions;

import dev.trierarch.catalog.Field;
import dev.trierarch.cel.Compilation;
import dev.trierarch.cel.SchemaExpressions;
import java.util.Optional;

/** Rules of {@code x-kubernetes-validations}, in all places of a schema. */
final class ExpressionRules {

  private ExpressionRules() {}

  /** Checks what can be said of rules without compiling them. */
  static void forms(Field schema) {
    for (Field validation : schema.get("x-kubernetes-validations").items()) {
      texts(validation);
      validation
          .get("reason")
          .oneOf(
              "FieldValueDuplicate",
              "FieldValueForbidden",
              "FieldValueInvalid",
              "FieldValueRequired");
      fieldPath(validation.get("fieldPath"), schema);
    }
  }

  private static void texts(Field validation) {
    Field rule = validation.get("rule");
    Field message = validation.get("message");
    if (rule.text().isBlank()) {
      rule.missing("rule is not specified");
    } else if (!message.isEmpty() && message.text().isBlank()) {
      message.invalid("message must be non-empty if specified");
    } else if (hasLineBreaks(message.text().strip())) {
      message.invalid("message must not contain line breaks");
    } else if (hasLineBreaks(rule.text().strip()) && message.isEmpty()) {
      message.missing("message must be specified if rule contains line breaks");
    }
    Field told = validation.get("messageExpression");
    if (!told.isEmpty() && told.text().isBlank()) {
      told.missing("messageExpression must be non-empty if specified");
    }
  }

  private static void fieldPath(Field path, Field schema) {
    if (path.isEmpty()) {
      return;
    }
    if (path.text().isBlank()) {
      path.invalid("fieldPath must be non-empty if specified");
    }
    if (hasLineBreaks(path.text())) {
      path.invalid("fieldPath must not contain line breaks");
    }
    if (SchemaPath.find(path.text(), schema.node()).isEmpty()) {
      path.invalid("fieldPath must be a valid path");
    }
  }

  private static boolean hasLineBreaks(String text) {
    return text.indexOf('\n') >= 0 || text.indexOf('\r') >= 0;
  }

  /** Compiles the rules of a schema that is found to be right, and of all below it. */
  static void compile(Field schema) {
    compile(schema, true, Optional.empty());
  }

  /** {@code uncorrelated} is the part below which nobody knows what a value was before. */
  private static void compile(Field schema, boolean root, Optional<Field> uncorrelated) {
    boolean resource = root || schema.get("x-kubernetes-embedded-resource").isTrue();
    if (!schema.get("x-kubernetes-validations").isEmpty()) {
      validations(schema, resource, uncorrelated);
    }
    Optional<Field> ofProperties =
        schema.get("x-kubernetes-map-type").isText("atomic")
            ? Optional.of(uncorrelated.orElse(schema))
            : uncorrelated;
    for (String name : schema.get("properties").keys()) {
      compile(schema.get("properties").key(name), false, ofProperties);
    }
    if (schema.get("additionalProperties").node().isObject()) {
      compile(schema.get("additionalProperties"), false, uncorrelated);
    }
    if (schema.get("items").node().isObject()) {
      Optional<Field> ofItems =
          schema.get("x-kubernetes-list-type").isText("map")
              ? uncorrelated
              : Optional.of(uncorrelated.orElse(schema));
      compile(schema.get("items"), false, ofItems);
    }
  }

  private static void validations(Field schema, boolean resource, Optional<Field> uncorrelated) {
    Optional<SchemaExpressions> expressions = SchemaExpressions.of(schema.node(), resource);
    if (expressions.isEmpty()) {
      schema
          .get("x-kubernetes-validations")
          .invalid(
              "rule declared on schema that does not support validation rules type: '"
                  + schema.get("type").text()
                  + "' x-kubernetes-preserve-unknown-fields: '"
                  + schema.get("x-kubernetes-preserve-unknown-fields").isTrue()
                  + "'");
      return;
    }
    for (Field validation : schema.get("x-kubernetes-validations").items()) {
      validation(validation, expressions.get(), uncorrelated);
    }
  }

  private static void validation(
      Field validation, SchemaExpressions expressions, Optional<Field> uncorrelated) {
    boolean optional = validation.get("optionalOldSelf").isTrue();
    Field rule = validation.get("rule");
    Compilation compilation = expressions.compile(rule.text(), optional);
    compilation.problem().ifPresent(validation.saidAt(rule)::invalid);
    if (compilation.problem().isEmpty() && !compilation.type().equals("bool")) {
      validation.saidAt(rule).invalid("cel expression must evaluate to a bool");
    }
    messageExpression(validation, expressions, optional);
    if (compilation.variables().contains("oldSelf")) {
      uncorrelated.ifPresent(
          part ->
              rule.invalid(
                  "oldSelf cannot be used on the uncorrelatable portion of the schema within "
                      + part.path()));
    } else if (compilation.problem().isEmpty() && validation.get("optionalOldSelf").isPresent()) {
      validation.get("optionalOldSelf").invalid("may not be set if oldSelf is not used in rule");
    }
  }

  private static void messageExpression(
      Field validation, SchemaExpressions expressions, boolean optional) {
    Field told = validation.get("messageExpression");
    if (told.isEmpty()) {
      return;
    }
    Compilation compilation = expressions.compile(told.text(), optional);
    compilation
        .problem()
        .ifPresent(problem -> validation.saidAt(told).invalid("messageExpression " + problem));
    if (compilation.problem().isEmpty() && !compilation.type().equals("string")) {
      validation.saidAt(told).invalid("messageExpression must evaluate to a string");
    }
  }
}
