package dev.trierarch.scheduler.framework;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Amounts of resources by name: cpu in thousandths of a core, everything else in its own unit
 * (bytes, pieces). Immutable.
 */
public record Requests(Map<String, Long> amounts) {

  public static final String CPU = "cpu";
  public static final String MEMORY = "memory";

  /** What upstream's scores take a container to use that asks for nothing. */
  static final long CPU_MILLIS_ASSUMED = 100;

  static final long MEMORY_BYTES_ASSUMED = 200L * 1024 * 1024;

  private static final Requests NONE = new Requests(Map.of());

  public Requests {
    amounts = Collections.unmodifiableMap(new TreeMap<>(amounts));
  }

  public static Requests none() {
    return NONE;
  }

  public static Requests of(Map<String, Quantity> quantities) {
    if (quantities == null || quantities.isEmpty()) {
      return NONE;
    }
    Map<String, Long> amounts = new TreeMap<>();
    quantities.forEach((name, quantity) -> amounts.put(name, amount(name, quantity)));
    return new Requests(amounts);
  }

  /**
   * What a pod needs of a node: its containers together, or the most that an init container needs
   * beside the sidecars started before it, whichever is more; and the overhead.
   */
  public static Requests of(Pod pod) {
    return effective(pod.getSpec(), Requests::requested);
  }

  /** As {@link #of(Pod)}, with an assumed use for containers that ask for no cpu or memory. */
  public static Requests ofScored(Pod pod) {
    return effective(pod.getSpec(), Requests::assumed);
  }

  public long get(String name) {
    return amounts.getOrDefault(name, 0L);
  }

  public Requests plus(Requests other) {
    Map<String, Long> sum = new TreeMap<>(amounts);
    other.amounts.forEach((name, amount) -> sum.merge(name, amount, Long::sum));
    return new Requests(sum);
  }

  private Requests max(Requests other) {
    Map<String, Long> larger = new TreeMap<>(amounts);
    other.amounts.forEach((name, amount) -> larger.merge(name, amount, Math::max));
    return new Requests(larger);
  }

  private static Requests effective(PodSpec spec, Function<Container, Requests> ofContainer) {
    Requests running = NONE;
    for (Container container : spec.getContainers()) {
      running = running.plus(ofContainer.apply(container));
    }
    Requests sidecars = NONE;
    Requests starting = NONE;
    for (Container init : spec.getInitContainers()) {
      if ("Always".equals(init.getRestartPolicy())) {
        sidecars = sidecars.plus(ofContainer.apply(init));
        starting = starting.max(sidecars);
      } else {
        starting = starting.max(sidecars.plus(ofContainer.apply(init)));
      }
    }
    Requests needed = running.plus(sidecars).max(starting);
    return needed.replacedBy(spec.getResources()).plus(of(spec.getOverhead()));
  }

  /** Requests of the pod as a whole stand instead of those of its containers. */
  private Requests replacedBy(ResourceRequirements ofPod) {
    if (ofPod == null || ofPod.getRequests() == null || ofPod.getRequests().isEmpty()) {
      return this;
    }
    Map<String, Long> replaced = new TreeMap<>(amounts);
    replaced.putAll(of(ofPod.getRequests()).amounts);
    return new Requests(replaced);
  }

  private static Requests requested(Container container) {
    return container.getResources() == null ? NONE : of(container.getResources().getRequests());
  }

  private static Requests assumed(Container container) {
    Map<String, Long> amounts = new TreeMap<>(requested(container).amounts);
    amounts.putIfAbsent(CPU, CPU_MILLIS_ASSUMED);
    amounts.putIfAbsent(MEMORY, MEMORY_BYTES_ASSUMED);
    return new Requests(amounts);
  }

  private static long amount(String name, Quantity quantity) {
    BigDecimal number = quantity.getNumericalAmount();
    BigDecimal scaled = name.equals(CPU) ? number.movePointRight(3) : number;
    return scaled.setScale(0, RoundingMode.CEILING).longValue();
  }
}
