package dev.trierarch.catalog.rbac;

import static dev.trierarch.catalog.constraint.Constraints.form;
import static dev.trierarch.catalog.constraint.Constraints.oneOf;
import static dev.trierarch.catalog.constraint.Constraints.required;
import static dev.trierarch.catalog.constraint.Constraints.supported;

import dev.trierarch.catalog.constraint.ConstraintTable;
import dev.trierarch.catalog.form.Form;
import io.fabric8.kubernetes.api.model.rbac.AggregationRule;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBinding;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.fabric8.kubernetes.api.model.rbac.RoleRef;
import io.fabric8.kubernetes.api.model.rbac.Subject;

/** Rules of single fields of roles and their bindings. */
public final class RbacConstraints {

  private RbacConstraints() {}

  public static void declare(ConstraintTable table) {
    table.of(PolicyRule.class).field("verbs", required("verbs must contain at least one value"));
    table
        .of(AggregationRule.class)
        .field(
            "clusterRoleSelectors",
            required("at least one clusterRoleSelector required if aggregationRule is non-nil"));
    table.of(RoleBinding.class).implied("roleRef");
    table.of(ClusterRoleBinding.class).implied("roleRef");
    table
        .of(RoleRef.class)
        .field("apiGroup", oneOf("rbac.authorization.k8s.io"))
        .field("name", required(), form(Form.PATH_SEGMENT));
    table
        .of(Subject.class)
        .field("kind", supported("ServiceAccount", "User", "Group"))
        .field("name", required());
  }
}
