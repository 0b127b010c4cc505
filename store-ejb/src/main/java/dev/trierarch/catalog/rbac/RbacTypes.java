package dev.trierarch.catalog.rbac;

import dev.trierarch.catalog.ResourceType;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBinding;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import java.util.List;

/** The kinds of the RBAC group. */
public final class RbacTypes {

  private RbacTypes() {}

  /** In the order of discovery. */
  public static List<ResourceType> types() {
    return List.of(
        ResourceType.cluster("clusterrolebindings", ClusterRoleBinding.class)
            .strategy(new RoleBindingStrategy(false))
            .columns(RbacColumns.BINDINGS)
            .build(),
        ResourceType.cluster("clusterroles", ClusterRole.class)
            .strategy(new RoleStrategy(false))
            .build(),
        ResourceType.namespaced("rolebindings", RoleBinding.class)
            .strategy(new RoleBindingStrategy(true))
            .columns(RbacColumns.BINDINGS)
            .build(),
        ResourceType.namespaced("roles", Role.class).strategy(new RoleStrategy(true)).build());
  }
}
