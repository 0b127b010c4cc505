package dev.trierarch.catalog.core;

import dev.trierarch.catalog.Defaults;
import dev.trierarch.catalog.Field;
import dev.trierarch.catalog.FieldErrors;
import dev.trierarch.catalog.ResourceStrategy;
import dev.trierarch.catalog.form.ResourceNames;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ObjectNode;

/** The rules that ResourceQuotas are written by. */
public final class ResourceQuotaStrategy implements ResourceStrategy {

  @Override
  public void setDefaults(ObjectNode quota) {
    Defaults.child(quota, "spec");
  }

  @Override
  public void validateCreate(ObjectNode quota, FieldErrors errors) {
    Field spec = Field.root(quota, errors).get("spec");
    Field hard = spec.get("hard");
    for (String name : hard.keys()) {
      if (ResourceNames.isWhole(name)) {
        hard.key(name).whole();
      }
    }
    QuotaScopeRules.check(spec);
  }

  @Override
  public void validateUpdate(ObjectNode quota, ObjectNode old, FieldErrors errors) {
    validateCreate(quota, errors);
    Field scopes = Field.root(quota, errors).at("spec", "scopes");
    if (!names(scopes).equals(names(Field.root(old, errors).at("spec", "scopes")))) {
      scopes.invalid("field is immutable");
    }
  }

  private static Set<String> names(Field scopes) {
    return scopes.items().stream().map(Field::text).collect(Collectors.toSet());
  }
}
