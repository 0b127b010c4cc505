package dev.trierarch.quota;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import java.util.Map;
import java.util.function.Function;

/**
 * What a pod asks for and is held to as a whole: its containers together, or the most that an init
 * container needs beside the sidecars started before it, whichever is more; and the overhead. Pure.
 */
public final class PodResources {

  private PodResources() {}

  public static Amounts requests(Pod pod) {
    Amounts needed = effective(pod.getSpec(), ResourceRequirements::getRequests);
    return needed.plus(Amounts.of(pod.getSpec().getOverhead()));
  }

  /** Overhead counts for what is limited at all. */
  public static Amounts limits(Pod pod) {
    Amounts held = effective(pod.getSpec(), ResourceRequirements::getLimits);
    return held.plus(Amounts.of(pod.getSpec().getOverhead()).only(held::has));
  }

  private static Amounts effective(
      PodSpec spec, Function<ResourceRequirements, Map<String, Quantity>> part) {
    Amounts running = Amounts.none();
    for (Container container : spec.getContainers()) {
      running = running.plus(of(container.getResources(), part));
    }
    Amounts sidecars = Amounts.none();
    Amounts starting = Amounts.none();
    for (Container init : spec.getInitContainers()) {
      Amounts own = of(init.getResources(), part);
      if ("Always".equals(init.getRestartPolicy())) {
        sidecars = sidecars.plus(own);
        starting = starting.max(sidecars);
      } else {
        starting = starting.max(sidecars.plus(own));
      }
    }
    Amounts ofContainers = running.plus(sidecars).max(starting);
    return ofContainers.replacedBy(of(spec.getResources(), part));
  }

  private static Amounts of(
      ResourceRequirements resources, Function<ResourceRequirements, Map<String, Quantity>> part) {
    return resources == null ? Amounts.none() : Amounts.of(part.apply(resources));
  }
}
