package dev.trierarch.catalog.rbac;

import dev.trierarch.catalog.DefaultStrategy;
import dev.trierarch.catalog.Defaults;
import dev.trierarch.catalog.Field;
import dev.trierarch.catalog.FieldErrors;
import dev.trierarch.catalog.Semantic;
import dev.trierarch.catalog.form.Form;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** The rules that RoleBindings and ClusterRoleBindings are written by. */
public final class RoleBindingStrategy extends DefaultStrategy {

  private static final String GROUP = "rbac.authorization.k8s.io";

  private final boolean namespaced;

  RoleBindingStrategy(boolean namespaced) {
    this.namespaced = namespaced;
  }

  @Override
  public void setDefaults(ObjectNode binding) {
    Defaults.text(Defaults.child(binding, "roleRef"), "apiGroup", GROUP);
    for (ObjectNode subject : Defaults.each(binding, "subjects")) {
      String kind = subject.path("kind").asString("");
      if (kind.equals("User") || kind.equals("Group")) {
        Defaults.text(subject, "apiGroup", GROUP);
      }
    }
  }

  @Override
  public void validateCreate(ObjectNode binding, FieldErrors errors) {
    Field root = Field.root(binding, errors);
    Field role = root.get("roleRef");
    String[] kinds =
        namespaced ? new String[] {"Role", "ClusterRole"} : new String[] {"ClusterRole"};
    Field kind = role.get("kind");
    if (!List.of(kinds).contains(kind.text())) {
      kind.value(kind.text()).notSupported(kinds);
    }
    root.get("subjects").items().forEach(this::subject);
  }

  private void subject(Field subject) {
    switch (subject.get("kind").text()) {
      case "ServiceAccount" -> {
        subject.get("name").form(Form.DNS_SUBDOMAIN);
        if (!subject.get("apiGroup").isEmpty()) {
          subject.get("apiGroup").oneOf("");
        }
        if (!namespaced) {
          subject.get("namespace").required();
        }
      }
      case "User", "Group" -> subject.get("apiGroup").oneOf(GROUP);
      default -> {
        // No kind of subject: the constraint on it says so.
      }
    }
  }

  @Override
  public void validateUpdate(ObjectNode binding, ObjectNode old, FieldErrors errors) {
    validateCreate(binding, errors);
    Field role = Field.root(binding, errors).get("roleRef");
    if (!Semantic.same(role.node(), old.path("roleRef"))) {
      role.invalid("cannot change roleRef");
    }
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
