package dev.trierarch.catalog.core;

import dev.trierarch.catalog.Field;
import dev.trierarch.catalog.SelectorRules;
import dev.trierarch.catalog.form.Form;
import java.util.List;

/** Validates what a pod says of where it may run: tolerations, affinity, spreading. */
public final class SchedulingRules {

  private SchedulingRules() {}

  static void check(Field spec) {
    spec.get("tolerations").items().forEach(SchedulingRules::toleration);
    nodeAffinity(spec.at("affinity", "nodeAffinity"));
    podAffinity(spec.at("affinity", "podAffinity"));
    podAffinity(spec.at("affinity", "podAntiAffinity"));
    SpreadRules.check(spec.get("topologySpreadConstraints").items());
  }

  /** Validates one toleration: what its operator needs and forbids. */
  public static void toleration(Field toleration) {
    Field operator = toleration.get("operator");
    if (toleration.get("key").isEmpty() && !operator.isText("Exists")) {
      operator.invalid(
          "operator must be Exists when `key` is empty, which means \"match all values and all"
              + " keys\"");
    }
    if (toleration.get("tolerationSeconds").isPresent()
        && !toleration.get("effect").isText("NoExecute")) {
      toleration
          .get("effect")
          .invalid("effect must be 'NoExecute' when `tolerationSeconds` is set");
    }
    switch (operator.text()) {
      case "", "Equal" -> {
        List<String> problems = Form.LABEL_VALUE.problems(toleration.get("value").text());
        if (!problems.isEmpty()) {
          toleration.get("value").saidAt(operator).invalid(String.join(";", problems));
        }
      }
      case "Exists" -> {
        if (!toleration.get("value").isEmpty()) {
          toleration
              .get("value")
              .saidAt(operator)
              .invalid("value must be empty when `operator` is 'Exists'");
        }
      }
      default -> {
        // Not an operator: the constraint on it says so.
      }
    }
  }

  private static void nodeAffinity(Field affinity) {
    Field required = affinity.get("requiredDuringSchedulingIgnoredDuringExecution");
    nodeSelector(required);
    for (Field preferred :
        affinity.get("preferredDuringSchedulingIgnoredDuringExecution").items()) {
      nodeTerm(preferred.get("preference"));
    }
  }

  /** Validates which nodes are meant; their labels must be ones that nodes can have. */
  static void nodeSelector(Field selector) {
    for (Field term : selector.get("nodeSelectorTerms").items()) {
      nodeTerm(term);
      for (Field expression : term.get("matchExpressions").items()) {
        expression.get("values").items().forEach(value -> value.form(Form.LABEL_VALUE));
      }
    }
  }

  private static void nodeTerm(Field term) {
    term.get("matchFields").items().forEach(SchedulingRules::nodeField);
    for (Field expression : term.get("matchExpressions").items()) {
      Field values = expression.get("values");
      switch (expression.get("operator").text()) {
        case "In", "NotIn" ->
            values.required("must be specified when `operator` is 'In' or 'NotIn'");
        case "Exists", "DoesNotExist" -> {
          if (!values.isEmpty()) {
            values.forbidden("may not be specified when `operator` is 'Exists' or 'DoesNotExist'");
          }
        }
        case "Gt", "Lt" -> {
          if (values.items().size() != 1) {
            values.missing("must be specified single value when `operator` is 'Lt' or 'Gt'");
          }
        }
        default -> expression.get("operator").invalid("not a valid selector operator");
      }
    }
  }

  private static void nodeField(Field requirement) {
    Field values = requirement.get("values");
    switch (requirement.get("operator").text()) {
      case "In", "NotIn" -> {
        if (values.items().size() != 1) {
          values.missing(
              "must be only one value when `operator` is 'In' or 'NotIn' for node field selector");
        }
      }
      default -> requirement.get("operator").invalid("not a valid selector operator");
    }
    if (requirement.get("key").isText("metadata.name")) {
      values.items().forEach(value -> value.form(Form.DNS_SUBDOMAIN));
    } else {
      requirement.get("key").invalid("not a valid field selector key");
    }
  }

  private static void podAffinity(Field affinity) {
    affinity
        .get("requiredDuringSchedulingIgnoredDuringExecution")
        .items()
        .forEach(SchedulingRules::podTerm);
    for (Field preferred :
        affinity.get("preferredDuringSchedulingIgnoredDuringExecution").items()) {
      podTerm(preferred.get("podAffinityTerm"));
    }
  }

  private static void podTerm(Field term) {
    SelectorRules.check(term.get("labelSelector"));
    SelectorRules.check(term.get("namespaceSelector"));
    SpreadRules.labelKeys(term.get("matchLabelKeys"), term.get("labelSelector"));
    SpreadRules.labelKeys(term.get("mismatchLabelKeys"), term.get("labelSelector"));
    List<String> others = term.get("mismatchLabelKeys").items().stream().map(Field::text).toList();
    for (Field key : term.get("matchLabelKeys").items()) {
      if (others.contains(key.text())) {
        key.invalid("exists in both matchLabelKeys and mismatchLabelKeys");
      }
    }
  }
}
