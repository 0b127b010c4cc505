package dev.trierarch.catalog.batch;

import dev.trierarch.catalog.Field;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Validates what a Job does about pods that fail. */
final class PodFailureRules {

  private static final int RULES_MAX = 20;

  private PodFailureRules() {}

  static void check(Field spec) {
    Field policy = spec.get("podFailurePolicy");
    if (!policy.isPresent()) {
      return;
    }
    if (!spec.at("template", "spec", "restartPolicy").isText("Never")) {
      spec.at("template", "spec", "restartPolicy")
          .invalid("only \"Never\" is supported when podFailurePolicy is specified");
    }
    List<Field> rules = policy.get("rules").items();
    if (rules.size() > RULES_MAX) {
      policy.get("rules").invalid("must have at most " + RULES_MAX + " items");
    }
    rules.forEach(rule -> rule(rule, spec));
    replacement(spec.get("podReplacementPolicy"));
  }

  private static void replacement(Field policy) {
    if (!policy.isEmpty() && !policy.isText("Failed")) {
      policy.oneOf("Failed");
    }
  }

  private static void rule(Field rule, Field spec) {
    Field action = rule.get("action");
    action.required("valid values: \"Count\", \"FailIndex\", \"FailJob\", \"Ignore\"");
    action.oneOf("Count", "FailIndex", "FailJob", "Ignore");
    if (action.isText("FailIndex") && !spec.get("backoffLimitPerIndex").isPresent()) {
      action.invalid("requires the backoffLimitPerIndex to be set");
    }
    boolean byCode = rule.get("onExitCodes").isPresent();
    boolean byCondition = !rule.get("onPodConditions").isEmpty();
    if (byCode && byCondition) {
      rule.invalid("specifying both OnExitCodes and OnPodConditions is not supported");
    } else if (!byCode && !byCondition) {
      rule.invalid("specifying one of OnExitCodes and OnPodConditions is required");
    }
    if (byCode) {
      exitCodes(rule.get("onExitCodes"), containers(spec));
    }
  }

  private static Set<String> containers(Field spec) {
    List<Field> all = new ArrayList<>(spec.at("template", "spec", "containers").items());
    all.addAll(spec.at("template", "spec", "initContainers").items());
    Set<String> names = new HashSet<>();
    all.forEach(container -> names.add(container.get("name").text()));
    return names;
  }

  private static void exitCodes(Field codes, Set<String> containers) {
    Field container = codes.get("containerName");
    if (container.isPresent() && !containers.contains(container.text())) {
      container.invalid("must be one of the container or initContainer names in the pod template");
    }
    Field operator = codes.get("operator");
    operator.required("valid values: \"In\", \"NotIn\"").oneOf("In", "NotIn");
    codes.get("values").required("at least one value is required");
    for (Field value : codes.get("values").items()) {
      if (operator.isText("In") && value.number() == 0) {
        value.invalid("must not be 0 for the In operator");
      }
    }
  }
}
