package dev.trierarch.catalog.apps;

import dev.trierarch.catalog.ResourceType;
import io.fabric8.kubernetes.api.model.apps.ControllerRevision;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import java.util.List;

/** The kinds of the apps group. */
public final class AppsTypes {

  private AppsTypes() {}

  /** In the order of discovery. */
  public static List<ResourceType> types() {
    return List.of(
        ResourceType.namespaced("controllerrevisions", ControllerRevision.class)
            .strategy(new ControllerRevisionStrategy())
            .columns(AppsColumns.CONTROLLER_REVISIONS)
            .build(),
        ResourceType.namespaced("daemonsets", DaemonSet.class)
            .shortNames("ds")
            .categories("all")
            .subresources("status")
            .strategy(new DaemonSetStrategy())
            .columns(AppsColumns.DAEMON_SETS)
            .build(),
        ResourceType.namespaced("deployments", Deployment.class)
            .shortNames("deploy")
            .categories("all")
            .subresources("scale", "status")
            .strategy(new DeploymentStrategy())
            .columns(AppsColumns.DEPLOYMENTS)
            .build(),
        ResourceType.namespaced("replicasets", ReplicaSet.class)
            .shortNames("rs")
            .categories("all")
            .subresources("scale", "status")
            .strategy(new ReplicaSetStrategy())
            .columns(AppsColumns.REPLICA_SETS)
            .build(),
        ResourceType.namespaced("statefulsets", StatefulSet.class)
            .shortNames("sts")
            .categories("all")
            .subresources("scale", "status")
            .strategy(new StatefulSetStrategy())
            .columns(AppsColumns.STATEFUL_SETS)
            .build());
  }
}
