package dev.trierarch.catalog.core;

import dev.trierarch.catalog.ResourceType;
import io.fabric8.kubernetes.api.model.Binding;
import io.fabric8.kubernetes.api.model.ComponentStatus;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Endpoints;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.LimitRange;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.PersistentVolume;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodTemplate;
import io.fabric8.kubernetes.api.model.ReplicationController;
import io.fabric8.kubernetes.api.model.ResourceQuota;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import java.util.List;

/** The kinds of the core group. */
public final class CoreTypes {

  private CoreTypes() {}

  /** In the order of discovery. */
  public static List<ResourceType> types() {
    return List.of(
        ResourceType.namespaced("bindings", Binding.class).verbs("create").build(),
        ResourceType.cluster("componentstatuses", ComponentStatus.class)
            .shortNames("cs")
            .verbs("get", "list")
            .columns(CoreColumns.COMPONENT_STATUSES)
            .build(),
        ResourceType.namespaced("configmaps", ConfigMap.class)
            .shortNames("cm")
            .strategy(new ConfigMapStrategy())
            .columns(CoreColumns.CONFIG_MAPS)
            .build(),
        ResourceType.namespaced("endpoints", Endpoints.class)
            .shortNames("ep")
            .strategy(new EndpointsStrategy())
            .columns(CoreColumns.ENDPOINTS)
            .build(),
        ResourceType.namespaced("events", Event.class)
            .shortNames("ev")
            .strategy(new EventStrategy())
            .columns(EventColumns.ALL)
            .build(),
        ResourceType.namespaced("limitranges", LimitRange.class)
            .shortNames("limits")
            .strategy(new LimitRangeStrategy())
            .build(),
        ResourceType.cluster("namespaces", Namespace.class)
            .shortNames("ns")
            .verbs("create", "delete", "get", "list", "patch", "update", "watch")
            .subresources("finalize", "status")
            .strategy(new NamespaceStrategy())
            .columns(CoreColumns.NAMESPACES)
            .build(),
        ResourceType.cluster("nodes", Node.class)
            .shortNames("no")
            .subresources("proxy", "status")
            .strategy(new NodeStrategy())
            .columns(NodeColumns.ALL)
            .build(),
        ResourceType.namespaced("persistentvolumeclaims", PersistentVolumeClaim.class)
            .shortNames("pvc")
            .subresources("status")
            .strategy(new PersistentVolumeClaimStrategy())
            .columns(VolumeColumns.PERSISTENT_VOLUME_CLAIMS)
            .build(),
        ResourceType.cluster("persistentvolumes", PersistentVolume.class)
            .shortNames("pv")
            .subresources("status")
            .strategy(new PersistentVolumeStrategy())
            .columns(VolumeColumns.PERSISTENT_VOLUMES)
            .build(),
        ResourceType.namespaced("pods", Pod.class)
            .shortNames("po")
            .categories("all")
            .subresources(
                "attach",
                "binding",
                "ephemeralcontainers",
                "eviction",
                "exec",
                "log",
                "portforward",
                "proxy",
                "resize",
                "status")
            .strategy(new PodStrategy())
            .columns(PodColumns.ALL)
            .build(),
        ResourceType.namespaced("podtemplates", PodTemplate.class)
            .strategy(new PodTemplateStrategy())
            .columns(CoreColumns.POD_TEMPLATES)
            .build(),
        ResourceType.namespaced("replicationcontrollers", ReplicationController.class)
            .shortNames("rc")
            .categories("all")
            .subresources("scale", "status")
            .strategy(new ReplicationControllerStrategy())
            .columns(CoreColumns.REPLICATION_CONTROLLERS)
            .build(),
        ResourceType.namespaced("resourcequotas", ResourceQuota.class)
            .shortNames("quota")
            .subresources("status")
            .strategy(new ResourceQuotaStrategy())
            .columns(CoreColumns.RESOURCE_QUOTAS)
            .build(),
        ResourceType.namespaced("secrets", Secret.class)
            .strategy(new SecretStrategy())
            .columns(CoreColumns.SECRETS)
            .build(),
        ResourceType.namespaced("serviceaccounts", ServiceAccount.class)
            .shortNames("sa")
            .subresources("token")
            .strategy(new ServiceAccountStrategy())
            .columns(CoreColumns.SERVICE_ACCOUNTS)
            .build(),
        ResourceType.namespaced("services", Service.class)
            .shortNames("svc")
            .categories("all")
            .subresources("proxy", "status")
            .strategy(new ServiceStrategy())
            .columns(ServiceColumns.ALL)
            .build());
  }
}
