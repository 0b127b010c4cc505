package dev.trierarch.catalog.core;

import dev.trierarch.catalog.Field;
import dev.trierarch.catalog.Semantic;
import java.util.List;
import java.util.Set;

/** What a pod that runs may be given more or less of: processors and memory, and nothing else. */
public final class PodResizeRules {

  private static final Set<String> RESIZABLE = Set.of("cpu", "memory");

  private PodResizeRules() {}

  /** Validates a resize of a pod against what the pod was. */
  public static void check(Field pod, Field old) {
    Field spec = pod.get("spec");
    Field former = old.get("spec");
    if (old.at("metadata", "annotations").keys().contains("kubernetes.io/config.mirror")) {
      pod.forbidden("static pods cannot be resized");
      return;
    }
    if (former.at("os", "name").isText("windows")) {
      pod.forbidden("windows pods cannot be resized");
      return;
    }
    String quality = QualityOfService.of(spec.node());
    if (!quality.equals(QualityOfService.of(former.node()))) {
      spec.value(quality).invalid("Pod QOS Class may not change as a result of resizing");
    }
    for (String list : List.of("containers", "initContainers")) {
      containers(spec, spec.get(list).items(), former.get(list).items());
    }
  }

  private static void containers(Field spec, List<Field> containers, List<Field> former) {
    for (int i = 0; i < Math.min(containers.size(), former.size()); i++) {
      Field resources = containers.get(i).get("resources");
      Field before = former.get(i).get("resources");
      for (String amounts : List.of("requests", "limits")) {
        if (!resources.get(amounts).keys().containsAll(before.get(amounts).keys())) {
          resources.get(amounts).forbidden("resource " + amounts + " cannot be removed");
        }
        onlyResizable(spec, resources.get(amounts), before.get(amounts));
      }
    }
  }

  private static void onlyResizable(Field spec, Field amounts, Field before) {
    boolean others =
        amounts.keys().stream()
            .filter(name -> !RESIZABLE.contains(name))
            .anyMatch(name -> !Semantic.same(amounts.key(name).node(), before.key(name).node()));
    if (others) {
      spec.forbidden("only cpu and memory resources are mutable");
    }
  }
}
