package dev.trierarch.catalog.core;

import dev.trierarch.catalog.Field;
import dev.trierarch.catalog.SelectorRules;
import java.util.List;

/** Validates what a pod says of where it may run: tolerations, affinity, spreading. */
final class SchedulingRules {

  private static final String[] EFFECTS = {"NoExecute", "NoSchedule", "PreferNoSchedule"};

  private SchedulingRules() {}

  static void check(Field spec) {
    spec.get("tolerations").items().forEach(SchedulingRules::toleration);
    nodeAffinity(spec.at("affinity", "nodeAffinity"));
    podAffinity(spec.at("affinity", "podAffinity"));
    podAffinity(spec.at("affinity", "podAntiAffinity"));
    spec.get("topologySpreadConstraints").items().forEach(SchedulingRules::spread);
  }

  static void toleration(Field toleration) {
    toleration.get("key").qualifiedName();
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
      case "", "Equal" -> toleration.get("value").labelValue();
      case "Exists" -> {
        if (!toleration.get("value").isEmpty()) {
          operator.invalid("value must be empty when `operator` is 'Exists'");
        }
      }
      default -> operator.oneOf("Equal", "Exists");
    }
    toleration.get("effect").oneOf(EFFECTS);
  }

  private static void nodeAffinity(Field affinity) {
    Field required = affinity.get("requiredDuringSchedulingIgnoredDuringExecution");
    if (required.isPresent()) {
      required.get("nodeSelectorTerms").required("must have at least one node selector term");
    }
    required.get("nodeSelectorTerms").items().forEach(SchedulingRules::nodeTerm);
    for (Field preferred :
        affinity.get("preferredDuringSchedulingIgnoredDuringExecution").items()) {
      weight(preferred);
      nodeTerm(preferred.get("preference"));
    }
  }

  private static void nodeTerm(Field term) {
    for (Field expression : term.get("matchExpressions").items()) {
      expression.get("key").required().qualifiedName();
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
    for (Field expression : term.get("matchFields").items()) {
      expression.get("key").required();
    }
  }

  private static void podAffinity(Field affinity) {
    affinity
        .get("requiredDuringSchedulingIgnoredDuringExecution")
        .items()
        .forEach(SchedulingRules::podTerm);
    for (Field preferred :
        affinity.get("preferredDuringSchedulingIgnoredDuringExecution").items()) {
      weight(preferred);
      podTerm(preferred.get("podAffinityTerm"));
    }
  }

  private static void podTerm(Field term) {
    SelectorRules.check(term.get("labelSelector"));
    SelectorRules.check(term.get("namespaceSelector"));
    term.get("namespaces").items().forEach(Field::dnsLabel);
    Field topologyKey = term.get("topologyKey");
    if (topologyKey.isEmpty()) {
      topologyKey.missing("can not be empty");
    } else {
      topologyKey.qualifiedName();
    }
  }

  private static void weight(Field preferred) {
    long weight = preferred.get("weight").number();
    if (weight <= 0 || weight > 100) {
      preferred.get("weight").invalid("must be in the range 1-100");
    }
  }

  private static void spread(Field constraint) {
    if (constraint.get("maxSkew").number() <= 0) {
      constraint.get("maxSkew").invalid("must be greater than zero");
    }
    if (constraint.get("topologyKey").isEmpty()) {
      constraint.get("topologyKey").missing("can not be empty");
    }
    constraint.get("topologyKey").qualifiedName();
    constraint
        .get("whenUnsatisfiable")
        .required("can not be empty")
        .oneOf("DoNotSchedule", "ScheduleAnyway");
    constraint.get("minDomains").positive();
    for (String policy : List.of("nodeAffinityPolicy", "nodeTaintsPolicy")) {
      constraint.get(policy).oneOf("Honor", "Ignore");
    }
    SelectorRules.check(constraint.get("labelSelector"));
  }
}
