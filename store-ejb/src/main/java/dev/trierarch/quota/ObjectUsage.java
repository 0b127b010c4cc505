package dev.trierarch.quota;

import dev.trierarch.client.model.Pods;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** What one object takes of its namespace's quotas, by upstream's names. Pure. */
public final class ObjectUsage {

  /** Counted under their own names too, as they were before {@code count/} was there. */
  private static final List<String> COUNTED_BY_NAME =
      List.of(
          "configmaps",
          "persistentvolumeclaims",
          "replicationcontrollers",
          "resourcequotas",
          "secrets",
          "services");

  private static final Map<String, Class<? extends HasMetadata>> WEIGHED =
      Map.of(
          "pods", Pod.class,
          "services", Service.class,
          "persistentvolumeclaims", PersistentVolumeClaim.class);

  private static final List<String> COMPUTE = List.of("cpu", "memory", "ephemeral-storage");
  private static final String OF_CLASS = ".storageclass.storage.k8s.io/";

  private ObjectUsage() {}

  /** The model of objects that are not only counted; empty for all others. */
  public static Optional<Class<? extends HasMetadata>> weighed(String groupResource) {
    return Optional.ofNullable(WEIGHED.get(groupResource));
  }

  static Set<String> weighed() {
    return WEIGHED.keySet();
  }

  /** What is counted of any object of a resource, whatever is in it. */
  public static Amounts ofOne(String groupResource) {
    return ofMany(groupResource, 1);
  }

  public static Amounts ofMany(String groupResource, long count) {
    Amounts counted = Amounts.pieces("count/" + groupResource, count);
    return COUNTED_BY_NAME.contains(groupResource)
        ? counted.plus(Amounts.pieces(groupResource, count))
        : counted;
  }

  /** What an object takes; of one that is not weighed it is enough to know that it is there. */
  public static Amounts of(String groupResource, HasMetadata object) {
    Amounts counted = ofOne(groupResource);
    if (object instanceof Pod pod) {
      return Pods.isFinished(pod) ? counted : counted.plus(ofRunning(pod));
    }
    if (object instanceof Service service) {
      return counted.plus(ofService(service));
    }
    return object instanceof PersistentVolumeClaim claim ? counted.plus(ofClaim(claim)) : counted;
  }

  private static Amounts ofRunning(Pod pod) {
    Map<String, String> usage = new TreeMap<>();
    usage.put("pods", "1");
    PodResources.requests(pod)
        .byName()
        .forEach(
            (name, amount) -> {
              if (COMPUTE.contains(name) || name.startsWith("hugepages-")) {
                usage.put(name, amount);
              }
              usage.put("requests." + name, amount);
            });
    PodResources.limits(pod)
        .only(COMPUTE::contains)
        .byName()
        .forEach((name, amount) -> usage.put("limits." + name, amount));
    return new Amounts(usage);
  }

  private static Amounts ofService(Service service) {
    String type = service.getSpec() == null ? "" : String.valueOf(service.getSpec().getType());
    boolean balanced = type.equals("LoadBalancer");
    boolean portsOnNodes =
        type.equals("NodePort")
            || (balanced
                && !Boolean.FALSE.equals(service.getSpec().getAllocateLoadBalancerNodePorts()));
    return Amounts.pieces(
            "services.nodeports", portsOnNodes ? service.getSpec().getPorts().size() : 0)
        .plus(Amounts.pieces("services.loadbalancers", balanced ? 1 : 0));
  }

  private static Amounts ofClaim(PersistentVolumeClaim claim) {
    Map<String, String> usage = new TreeMap<>();
    String storage =
        claim.getSpec() == null || claim.getSpec().getResources() == null
            ? "0"
            : Amounts.of(claim.getSpec().getResources().getRequests()).get("storage");
    usage.put("requests.storage", storage);
    String storageClass = claim.getSpec() == null ? null : claim.getSpec().getStorageClassName();
    if (storageClass != null && !storageClass.isEmpty()) {
      usage.put(storageClass + OF_CLASS + "requests.storage", storage);
      usage.put(storageClass + OF_CLASS + "persistentvolumeclaims", "1");
    }
    return new Amounts(usage);
  }
}
