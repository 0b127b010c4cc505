package dev.trierarch.quota;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What each container must say where a quota limits it: who says nothing cannot be counted. Pure.
 */
public final class ContainerDuties {

  private static final List<String> SAID =
      List.of("cpu", "limits.cpu", "limits.memory", "memory", "requests.cpu", "requests.memory");

  private ContainerDuties() {}

  /** What is missing, in upstream's words; empty when nothing is. */
  public static Optional<String> missing(Pod pod, Amounts limited) {
    ResourceRequirements ofPod = pod.getSpec().getResources();
    List<String> problems = new ArrayList<>();
    for (String name : SAID) {
      if (limited.has(name) && !says(ofPod, name)) {
        List<String> silent =
            Stream.concat(
                    pod.getSpec().getContainers().stream(),
                    pod.getSpec().getInitContainers().stream())
                .filter(container -> !says(container.getResources(), name))
                .map(Container::getName)
                .sorted()
                .collect(Collectors.toList());
        if (!silent.isEmpty()) {
          problems.add(name + " for: " + String.join(",", silent));
        }
      }
    }
    return problems.isEmpty()
        ? Optional.empty()
        : Optional.of("must specify " + String.join("; ", problems));
  }

  private static boolean says(ResourceRequirements resources, String name) {
    if (resources == null) {
      return false;
    }
    Map<String, Quantity> part =
        name.startsWith("limits.") ? resources.getLimits() : resources.getRequests();
    return part != null && part.containsKey(name.substring(name.indexOf('.') + 1));
  }
}
