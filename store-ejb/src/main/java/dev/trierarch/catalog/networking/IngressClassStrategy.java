package dev.trierarch.catalog.networking;

import dev.trierarch.catalog.DefaultStrategy;
import dev.trierarch.catalog.Defaults;
import dev.trierarch.catalog.Field;
import dev.trierarch.catalog.FieldErrors;
import dev.trierarch.catalog.form.Form;
import tools.jackson.databind.node.ObjectNode;

/** The rules that IngressClasses are written by: who implements one does not change. */
public final class IngressClassStrategy extends DefaultStrategy {

  @Override
  public void validateCreate(ObjectNode ingressClass, FieldErrors errors) {
    Field parameters = Field.root(ingressClass, errors).at("spec", "parameters");
    Field namespace = parameters.get("namespace");
    if (parameters.get("scope").isText("Namespace")) {
      namespace.required("`parameters.scope` is set to 'Namespace'").form(Form.DNS_LABEL);
    } else if (parameters.get("scope").isText("Cluster")) {
      namespace.absent("`parameters.scope` is set to 'Cluster'");
    }
  }

  @Override
  public void setDefaults(ObjectNode ingressClass) {
    Defaults.find(ingressClass, "spec", "parameters")
        .ifPresent(parameters -> Defaults.text(parameters, "scope", "Cluster"));
  }

  @Override
  public void validateUpdate(ObjectNode ingressClass, ObjectNode old, FieldErrors errors) {
    validateCreate(ingressClass, errors);
    Field.root(ingressClass, errors)
        .at("spec", "controller")
        .unchangedFrom(Field.root(old, errors).at("spec", "controller"));
  }
}
