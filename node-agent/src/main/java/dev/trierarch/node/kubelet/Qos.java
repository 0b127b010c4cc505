package dev.trierarch.node.kubelet;

import dev.trierarch.node.runtime.PodRuntime.Resources;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Quantity;
import java.util.List;
import java.util.Map;

/** Quality of service of a pod, and what follows from it for its containers' resources. Pure. */
final class Qos {
  static final String GUARANTEED = "Guaranteed";
  static final String BURSTABLE = "Burstable";
  static final String BEST_EFFORT = "BestEffort";

  private static final List<String> COUNTED = List.of("cpu", "memory");
  private static final long CPU_PERIOD_MICROS = 100_000;
  private static final long CPU_SHARES_MIN = 2;
  private static final long CPU_SHARES_MAX = 262_144;
  private static final long CPU_QUOTA_MICROS_MIN = 1_000;
  private static final int OOM_GUARANTEED = -997;
  private static final int OOM_BEST_EFFORT = 1000;

  private Qos() {}

  static String of(Pod pod) {
    boolean any = false;
    boolean guaranteed = true;
    for (Container container : Pods.ownContainers(pod).toList()) {
      Map<String, Quantity> requests = requests(container);
      Map<String, Quantity> limits = limits(container);
      for (String name : COUNTED) {
        long request = Quantities.amount(requests, name);
        long limit = Quantities.amount(limits, name);
        any |= request > 0 || limit > 0;
        guaranteed &= limit > 0 && (request == 0 || request == limit);
      }
    }
    if (!any) {
      return BEST_EFFORT;
    }
    return guaranteed ? GUARANTEED : BURSTABLE;
  }

  static Map<String, Quantity> requests(Container container) {
    return container.getResources() == null || container.getResources().getRequests() == null
        ? Map.of()
        : container.getResources().getRequests();
  }

  static Map<String, Quantity> limits(Container container) {
    return container.getResources() == null || container.getResources().getLimits() == null
        ? Map.of()
        : container.getResources().getLimits();
  }

  static Resources resources(Pod pod, Container container, long nodeMemoryBytes) {
    long limitMillis = Quantities.amount(limits(container), "cpu");
    long requestMillis = Quantities.amount(requests(container), "cpu");
    if (requestMillis == 0 && requests(container).get("cpu") == null) {
      requestMillis = limitMillis;
    }
    long quota = limitMillis == 0 ? 0 : limitMillis * CPU_PERIOD_MICROS / 1000;
    return new Resources(
        shares(requestMillis),
        quota == 0 ? 0 : Math.max(quota, CPU_QUOTA_MICROS_MIN),
        quota == 0 ? 0 : CPU_PERIOD_MICROS,
        Quantities.amount(limits(container), "memory"),
        oomScoreAdj(pod, container, nodeMemoryBytes));
  }

  private static long shares(long milliCpu) {
    long shares = milliCpu * 1024 / 1000;
    return Math.min(Math.max(shares, CPU_SHARES_MIN), CPU_SHARES_MAX);
  }

  /** The more memory a burstable container asked for, the later it is killed for want of memory. */
  static int oomScoreAdj(Pod pod, Container container, long nodeMemoryBytes) {
    String qos = of(pod);
    if ("system-node-critical".equals(pod.getSpec().getPriorityClassName())
        || qos.equals(GUARANTEED)) {
      return OOM_GUARANTEED;
    }
    if (qos.equals(BEST_EFFORT) || nodeMemoryBytes == 0) {
      return OOM_BEST_EFFORT;
    }
    long request = Quantities.amount(requests(container), "memory");
    long score = 1000 - 1000 * request / nodeMemoryBytes;
    return (int) Math.min(Math.max(score, 3), OOM_BEST_EFFORT - 1);
  }
}
