package dev.trierarch.catalog.admissionregistration;

import dev.trierarch.catalog.Defaults;
import dev.trierarch.catalog.Field;
import dev.trierarch.catalog.SelectorRules;
import dev.trierarch.catalog.Semantic;
import dev.trierarch.catalog.form.Form;
import dev.trierarch.cel.Identifiers;
import dev.trierarch.cel.PolicyExpressions;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** What the rules of policies that mutate and of those that validate have in common. */
final class PolicyRules {

  private PolicyRules() {}

  static void setDefaults(ObjectNode policy) {
    ObjectNode spec = Defaults.child(policy, "spec");
    Defaults.text(spec, "failurePolicy", "Fail");
    Defaults.find(spec, "matchConstraints").ifPresent(PolicyRules::setMatchDefaults);
  }

  /** Fills in what a policy, or a policy's binding, matches. */
  static void setMatchDefaults(ObjectNode match) {
    Defaults.text(match, "matchPolicy", "Equivalent");
    Defaults.child(match, "namespaceSelector");
    Defaults.child(match, "objectSelector");
    for (String list : List.of("resourceRules", "excludeResourceRules")) {
      Defaults.each(match, list).forEach(rule -> Defaults.text(rule, "scope", "*"));
    }
  }

  /** Checks what stands before the expressions; {@code old} is missing when there was none. */
  static void check(Field spec, Field old, PolicyExpressions expressions) {
    if (spec.get("paramKind").isPresent()) {
      paramKind(spec.get("paramKind"));
    }
    if (spec.get("matchConstraints").isPresent()) {
      match(spec.get("matchConstraints"));
      spec.at("matchConstraints", "resourceRules").required();
    }
    boolean same =
        Semantic.same(spec.get("paramKind").node(), old.get("paramKind").node())
            && Semantic.same(spec.get("matchConditions").node(), old.get("matchConditions").node());
    if (!same) {
      MatchConditionRules.check(spec.get("matchConditions"), expressions);
    }
    spec.get("variables").items().forEach(variable -> variable(variable, expressions));
  }

  private static void paramKind(Field kind) {
    Field apiVersion = kind.get("apiVersion");
    String[] parts = apiVersion.text().split("/", -1);
    if (parts.length > 2) {
      apiVersion.invalid("unexpected GroupVersion string: " + apiVersion.text());
    } else if (!apiVersion.isEmpty()) {
      String version = parts[parts.length - 1];
      if (parts.length == 2 && !parts[0].isEmpty()) {
        joined(apiVersion.value(parts[0]), Form.DNS_SUBDOMAIN.problems(parts[0]));
      }
      if (version.isEmpty()) {
        apiVersion.invalid("version must be specified");
      } else {
        joined(apiVersion.value(version), Form.DNS_1035_LABEL.problems(version));
      }
    }
  }

  private static void joined(Field field, List<String> problems) {
    if (!problems.isEmpty()) {
      field.invalid(String.join(",", problems));
    }
  }

  /** Checks what a policy, or a policy's binding, matches. */
  static void match(Field match) {
    SelectorRules.check(match.get("namespaceSelector"));
    SelectorRules.check(match.get("objectSelector"));
    match.get("resourceRules").items().forEach(RequestRules::checkNamed);
    match.get("excludeResourceRules").items().forEach(RequestRules::checkNamed);
  }

  private static void variable(Field variable, PolicyExpressions expressions) {
    Field name = variable.get("name");
    if (!name.isEmpty() && !Identifiers.isIdentifier(name.text())) {
      name.invalid("name is not a valid CEL identifier");
    }
    Field expression = variable.get("expression");
    if (isBlank(expression, "expression is not specified")) {
      return;
    }
    expressions.variable(name.text(), expression.text()).problem().ifPresent(expression::invalid);
  }

  /** Whether there is nothing to compile, which is said of what is not empty but blank. */
  static boolean isBlank(Field expression, String detail) {
    boolean blank = expression.text().isBlank();
    if (blank && !expression.isEmpty()) {
      expression.missing(detail);
    }
    return blank;
  }
}
