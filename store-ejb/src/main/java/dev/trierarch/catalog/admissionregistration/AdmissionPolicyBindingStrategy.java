package dev.trierarch.catalog.admissionregistration;

import dev.trierarch.catalog.DefaultStrategy;
import dev.trierarch.catalog.Defaults;
import dev.trierarch.catalog.Field;
import dev.trierarch.catalog.FieldErrors;
import dev.trierarch.catalog.SelectorRules;
import dev.trierarch.catalog.form.Form;
import java.util.HashSet;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/** The rules that the bindings of admission policies, mutating and validating, are written by. */
public final class AdmissionPolicyBindingStrategy extends DefaultStrategy {

  private final boolean mutating;

  AdmissionPolicyBindingStrategy(boolean mutating) {
    this.mutating = mutating;
  }

  @Override
  public void setDefaults(ObjectNode binding) {
    Defaults.find(binding, "spec", "matchResources").ifPresent(PolicyRules::setMatchDefaults);
  }

  @Override
  public void validateCreate(ObjectNode binding, FieldErrors errors) {
    Field spec = Field.root(binding, errors).get("spec");
    Set<String> seen = new HashSet<>();
    Field actions = spec.get("validationActions");
    actions.items().stream().filter(action -> !seen.add(action.text())).forEach(Field::duplicate);
    boolean denies = actions.items().stream().anyMatch(action -> action.isText("Deny"));
    boolean warns = actions.items().stream().anyMatch(action -> action.isText("Warn"));
    if (denies && warns) {
      actions.invalid(
          "must not contain both Deny and Warn (repeating the same validation failure"
              + " information in the API response and headers serves no purpose)");
    }
    if (spec.get("paramRef").isPresent()) {
      parameters(spec.get("paramRef"));
    }
    PolicyRules.match(spec.get("matchResources"));
    if (mutating) {
      MutatingAdmissionPolicyStrategy.changeable(spec.get("matchResources"));
    }
  }

  private static void parameters(Field reference) {
    boolean named = !reference.get("name").isEmpty();
    boolean selected = reference.get("selector").isPresent();
    reference.get("name").form(Form.PATH_SEGMENT);
    if (named && selected) {
      reference.get("name").forbidden("name and selector are mutually exclusive");
      reference.get("selector").forbidden("name and selector are mutually exclusive");
    } else if (!named && !selected) {
      reference.missing("one of name or selector must be specified");
    }
    SelectorRules.check(reference.get("selector"));
  }

  @Override
  public void validateUpdate(ObjectNode binding, ObjectNode old, FieldErrors errors) {
    validateCreate(binding, errors);
  }
}
