package dev.trierarch.quota;

import dev.trierarch.store.Image;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ResourceQuota;
import java.util.Collection;
import java.util.List;

/** Adds up what is used of a quota in its namespace. Pure. */
public final class NamespaceUsage {

  private static final String COUNT = "count/";

  private NamespaceUsage() {}

  /** An amount of each resource that the quota limits, as the image knows it. */
  public static Amounts of(ResourceQuota quota, Image image) {
    Collection<String> limited = Amounts.of(quota.getSpec().getHard()).names();
    String namespace = quota.getMetadata().getNamespace();
    Amounts used = Amounts.none();
    for (String resource : ObjectUsage.weighed()) {
      used = used.plus(weighed(quota, resource, namespace, image));
    }
    if (!QuotaScopes.isScoped(quota.getSpec())) {
      for (String resource : limited) {
        used = used.plus(counted(resource, namespace, image));
      }
    }
    return used.exactly(limited);
  }

  private static Amounts weighed(
      ResourceQuota quota, String resource, String namespace, Image image) {
    Class<? extends HasMetadata> model = ObjectUsage.weighed(resource).orElseThrow();
    List<Amounts> each =
        image
            .list(resource, namespace)
            .map(stored -> (HasMetadata) stored.as(model))
            .filter(object -> QuotaScopes.cover(quota.getSpec(), object))
            .map(
                object ->
                    ObjectUsage.of(resource, object).only(quota.getSpec().getHard()::containsKey))
            .toList();
    return Amounts.sum(each);
  }

  private static Amounts counted(String limited, String namespace, Image image) {
    String resource = limited.startsWith(COUNT) ? limited.substring(COUNT.length()) : limited;
    if (ObjectUsage.weighed(resource).isPresent()) {
      return Amounts.none();
    }
    Amounts all = ObjectUsage.ofMany(resource, image.list(resource, namespace).count());
    return all.only(limited::equals);
  }
}
