package dev.trierarch.catalog.core;

import dev.trierarch.catalog.Field;
import java.util.List;

/** Validates a pod's spec, in pods and in templates alike. */
public final class PodSpecRules {

  private PodSpecRules() {}

  /**
   * Validates the {@code template} in a controller's spec.
   *
   * @param restartPolicies those that the controller can keep
   */
  public static void checkTemplate(Field ownersSpec, String... restartPolicies) {
    Field template = ownersSpec.get("template");
    Field spec = template.get("spec");
    check(spec);
    spec.get("restartPolicy").oneOf(restartPolicies);
    spec.get("ephemeralContainers").absent("ephemeral containers not allowed in pod template");
  }

  /** Validates a spec. */
  public static void check(Field spec) {
    List<String> volumes = VolumeRules.check(spec.get("volumes"));
    ContainerRules rules = new ContainerRules(volumes);
    rules.checkContainers(spec);
    dns(spec);
    spec.get("schedulingGates").uniqueBy("name");
    hostNetwork(spec);
    SchedulingRules.check(spec);
  }

  private static void dns(Field spec) {
    Field nameservers = spec.at("dnsConfig", "nameservers");
    if (spec.get("dnsPolicy").isText("None") && nameservers.isEmpty()) {
      nameservers.required("must provide at least one DNS nameserver when `dnsPolicy` is None");
    }
  }

  private static void hostNetwork(Field spec) {
    if (!spec.get("hostNetwork").isTrue()) {
      return;
    }
    for (Field container : spec.get("containers").items()) {
      for (Field port : container.get("ports").items()) {
        if (port.get("hostPort").isPresent()
            && port.get("hostPort").number() != port.get("containerPort").number()) {
          port.get("containerPort").invalid("must match `hostPort` when `hostNetwork` is true");
        }
      }
    }
  }
}
