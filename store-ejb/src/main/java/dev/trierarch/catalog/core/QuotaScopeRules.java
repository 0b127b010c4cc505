package dev.trierarch.catalog.core;

import dev.trierarch.catalog.Field;
import java.util.List;
import java.util.Set;

/** Validates which pods and claims a quota is for, and that it limits something of theirs. */
final class QuotaScopeRules {

  private static final Set<String> STANDARD =
      Set.of(
          "Terminating",
          "NotTerminating",
          "BestEffort",
          "NotBestEffort",
          "PriorityClass",
          "CrossNamespacePodAffinity",
          "VolumeAttributesClass");

  /** Scopes that a pod is in or is not, whatever the values. */
  private static final Set<String> WITHOUT_VALUES =
      Set.of(
          "Terminating",
          "NotTerminating",
          "BestEffort",
          "NotBestEffort",
          "CrossNamespacePodAffinity");

  private static final Set<String> COMPUTE =
      Set.of(
          "pods",
          "cpu",
          "memory",
          "requests.cpu",
          "requests.memory",
          "limits.cpu",
          "limits.memory");
  private static final Set<String> STORAGE = Set.of("persistentvolumeclaims", "requests.storage");

  /** What quotas count that is not of pods' making, and so is in no scope of pods. */
  private static final Set<String> OTHERS =
      Set.of(
          "ephemeral-storage",
          "requests.ephemeral-storage",
          "limits.ephemeral-storage",
          "resourcequotas",
          "services",
          "replicationcontrollers",
          "secrets",
          "configmaps",
          "services.nodeports",
          "services.loadbalancers");

  private QuotaScopeRules() {}

  static void check(Field spec) {
    Field scopes = spec.get("scopes");
    for (Field scope : scopes.items()) {
      if (!STANDARD.contains(scope.text())) {
        scopes.invalid("unsupported scope");
      }
      limitsSome(scope.text(), spec, scopes);
    }
    conflicts(scopes.items().stream().map(Field::text).toList(), scopes);
    selector(spec);
  }

  private static void selector(Field spec) {
    Field selector = spec.get("scopeSelector");
    Field expressions = selector.get("matchExpressions");
    for (Field expression : expressions.items()) {
      Field said = expression.saidAt(expressions);
      Field scope = said.get("scopeName");
      if (!STANDARD.contains(scope.text())) {
        scope.invalid("unsupported scope");
      }
      limitsSome(scope.text(), spec, selector.saidAt(expressions));
      operator(said, scope.text());
    }
    conflicts(
        expressions.items().stream().map(one -> one.get("scopeName").text()).toList(),
        spec.get("scopes").saidAt(expressions));
  }

  private static void operator(Field expression, String scope) {
    Field operator = expression.get("operator");
    if (WITHOUT_VALUES.contains(scope) && !operator.isText("Exists")) {
      operator.invalid(
          "must be 'Exists' when scope is any of ResourceQuotaScopeTerminating,"
              + " ResourceQuotaScopeNotTerminating, ResourceQuotaScopeBestEffort,"
              + " ResourceQuotaScopeNotBestEffort or ResourceQuotaScopeCrossNamespacePodAffinity");
    }
    Field values = expression.get("values");
    switch (operator.text()) {
      case "In", "NotIn" ->
          values.required(
              "must be at least one value when `operator` is 'In' or 'NotIn' for scope selector");
      case "Exists", "DoesNotExist" -> {
        if (!values.isEmpty()) {
          values.invalid(
              "must be no value when `operator` is 'Exist' or 'DoesNotExist' for scope selector");
        }
      }
      default -> operator.invalid("not a valid selector operator");
    }
  }

  private static void limitsSome(String scope, Field spec, Field said) {
    for (String resource : spec.get("hard").keys()) {
      if (isStandard(resource) && !fits(scope, resource)) {
        said.invalid("unsupported scope applied to resource");
      }
    }
  }

  private static boolean isStandard(String resource) {
    return COMPUTE.contains(resource) || STORAGE.contains(resource) || OTHERS.contains(resource);
  }

  private static boolean fits(String scope, String resource) {
    return switch (scope) {
      case "BestEffort" -> resource.equals("pods");
      case "VolumeAttributesClass" -> STORAGE.contains(resource);
      default -> !STANDARD.contains(scope) || COMPUTE.contains(resource);
    };
  }

  private static void conflicts(List<String> scopes, Field said) {
    if (scopes.containsAll(List.of("BestEffort", "NotBestEffort"))
        || scopes.containsAll(List.of("Terminating", "NotTerminating"))) {
      said.invalid("conflicting scopes");
    }
  }
}
