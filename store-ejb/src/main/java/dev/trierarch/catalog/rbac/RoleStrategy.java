package dev.trierarch.catalog.rbac;

import dev.trierarch.catalog.DefaultStrategy;
import dev.trierarch.catalog.Defaults;
import dev.trierarch.catalog.Field;
import dev.trierarch.catalog.FieldErrors;
import dev.trierarch.catalog.SelectorRules;
import dev.trierarch.catalog.form.Form;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** The rules that Roles and ClusterRoles are written by. */
public final class RoleStrategy extends DefaultStrategy {

  private final boolean namespaced;

  RoleStrategy(boolean namespaced) {
    this.namespaced = namespaced;
  }

  @Override
  public void setDefaults(ObjectNode role) {
    if (Defaults.isAbsent(role, "rules")) {
      role.putArray("rules");
    }
  }

  @Override
  public void validateCreate(ObjectNode role, FieldErrors errors) {
    for (Field rule : Field.root(role, errors).get("rules").items()) {
      Field urls = rule.get("nonResourceURLs");
      if (!urls.isEmpty()) {
        nonResource(rule, urls);
        continue;
      }
      rule.get("apiGroups").required("resource rules must supply at least one api group");
      rule.get("resources").required("resource rules must supply at least one resource");
    }
    Field.root(role, errors)
        .at("aggregationRule", "clusterRoleSelectors")
        .items()
        .forEach(SelectorRules::check);
  }

  private void nonResource(Field rule, Field urls) {
    if (namespaced) {
      urls.invalid("namespaced rules cannot apply to non-resource URLs");
    }
    boolean mixed =
        List.of("apiGroups", "resources", "resourceNames").stream()
            .anyMatch(field -> !rule.get(field).isEmpty());
    if (mixed) {
      urls.invalid("rules cannot apply to both regular resources and non-resource URLs");
    }
  }

  @Override
  public void validateUpdate(ObjectNode role, ObjectNode old, FieldErrors errors) {
    validateCreate(role, errors);
  }

  @Override
  public Form nameRule() {
    return Form.PATH_SEGMENT;
  }

  @Override
  public boolean createsOnUpdate() {
    return true;
  }
}
