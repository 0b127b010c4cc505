package dev.trierarch.catalog.admissionregistration;

import dev.trierarch.catalog.DefaultStrategy;
import dev.trierarch.catalog.Defaults;
import dev.trierarch.catalog.Field;
import dev.trierarch.catalog.FieldErrors;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** The rules that admission policies, mutating and validating, are written by. */
public final class AdmissionPolicyStrategy extends DefaultStrategy {

  @Override
  public void setDefaults(ObjectNode policy) {
    ObjectNode spec = Defaults.child(policy, "spec");
    Defaults.text(spec, "failurePolicy", "Fail");
    Defaults.find(spec, "matchConstraints").ifPresent(AdmissionPolicyStrategy::matchResources);
  }

  /** Fills in what a policy, or a policy's binding, matches. */
  static void matchResources(ObjectNode match) {
    Defaults.text(match, "matchPolicy", "Equivalent");
    Defaults.child(match, "namespaceSelector");
    Defaults.child(match, "objectSelector");
    for (String list : List.of("resourceRules", "excludeResourceRules")) {
      Defaults.each(match, list).forEach(rule -> Defaults.text(rule, "scope", "*"));
    }
  }

  @Override
  public void validateCreate(ObjectNode policy, FieldErrors errors) {
    Field spec = Field.root(policy, errors).get("spec");
    if (spec.get("matchConstraints").isPresent()) {
      spec.at("matchConstraints", "resourceRules").required();
    }
    if (spec.get("validations").isEmpty()
        && spec.get("auditAnnotations").isEmpty()
        && spec.get("mutations").isEmpty()) {
      spec.get("validations")
          .missing("validations or auditAnnotations must contain at least one item");
    }
  }

  @Override
  public void validateUpdate(ObjectNode policy, ObjectNode old, FieldErrors errors) {
    validateCreate(policy, errors);
  }
}
