package dev.trierarch.catalog.networking;

import dev.trierarch.catalog.ResourceType;
import io.fabric8.kubernetes.api.model.networking.v1.IPAddress;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.IngressClass;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.ServiceCIDR;
import java.util.List;

/** The kinds of the networking group. */
public final class NetworkingTypes {

  private NetworkingTypes() {}

  /** In the order of discovery. */
  public static List<ResourceType> types() {
    return List.of(
        ResourceType.cluster("ingressclasses", IngressClass.class)
            .strategy(new IngressClassStrategy())
            .columns(NetworkingColumns.INGRESS_CLASSES)
            .build(),
        ResourceType.namespaced("ingresses", Ingress.class)
            .shortNames("ing")
            .subresources("status")
            .strategy(new IngressStrategy())
            .columns(NetworkingColumns.INGRESSES)
            .build(),
        ResourceType.cluster("ipaddresses", IPAddress.class)
            .shortNames("ip")
            .strategy(new IpAddressStrategy())
            .columns(NetworkingColumns.IP_ADDRESSES)
            .build(),
        ResourceType.namespaced("networkpolicies", NetworkPolicy.class)
            .shortNames("netpol")
            .strategy(new NetworkPolicyStrategy())
            .columns(NetworkingColumns.NETWORK_POLICIES)
            .build(),
        ResourceType.cluster("servicecidrs", ServiceCIDR.class)
            .subresources("status")
            .strategy(new ServiceCidrStrategy())
            .columns(NetworkingColumns.SERVICE_CIDRS)
            .build());
  }
}
