package dev.trierarch.catalog.core;

import dev.trierarch.catalog.Field;
import java.util.List;

/** Validates a pod's spec, in pods and in templates alike. */
public final class PodSpecRules {

  private static final int DEADLINE_SECONDS_MAX = Integer.MAX_VALUE;

  private PodSpecRules() {}

  /**
   * Validates the {@code template} in a controller's spec.
   *
   * @param restartPolicies those that the controller can keep
   */
  public static void checkTemplate(Field ownersSpec, String... restartPolicies) {
    Field template = ownersSpec.get("template");
    template.at("metadata", "labels").labels();
    Field spec = template.get("spec");
    check(spec);
    spec.get("restartPolicy").oneOf(restartPolicies);
    spec.get("ephemeralContainers").absent("ephemeral containers not allowed in pod template");
  }

  /** Validates a spec. */
  public static void check(Field spec) {
    spec.get("containers").required();
    List<String> volumes = VolumeRules.check(spec.get("volumes"));
    ContainerRules rules = new ContainerRules(volumes);
    rules.checkContainers(spec);
    spec.get("restartPolicy").required().oneOf("Always", "Never", "OnFailure");
    spec.get("dnsPolicy")
        .required()
        .oneOf("ClusterFirst", "ClusterFirstWithHostNet", "Default", "None");
    dns(spec);
    spec.get("terminationGracePeriodSeconds").notNegative();
    spec.get("activeDeadlineSeconds").between(1, DEADLINE_SECONDS_MAX);
    spec.get("nodeSelector").labels();
    spec.get("serviceAccountName").dnsSubdomain();
    spec.get("nodeName").dnsSubdomain();
    spec.get("hostname").dnsLabel();
    spec.get("subdomain").dnsLabel();
    spec.get("priorityClassName").dnsSubdomain();
    spec.get("preemptionPolicy").oneOf("Never", "PreemptLowerPriority");
    spec.get("schedulingGates").uniqueBy("name");
    spec.get("imagePullSecrets").items();
    spec.at("os", "name").oneOf("linux", "windows");
    hostAliases(spec.get("hostAliases"));
    hostNetwork(spec);
    SchedulingRules.check(spec);
  }

  private static void dns(Field spec) {
    Field nameservers = spec.at("dnsConfig", "nameservers");
    if (spec.get("dnsPolicy").isText("None") && nameservers.isEmpty()) {
      nameservers.required("must provide at least one DNS nameserver when `dnsPolicy` is None");
    }
    for (Field option : spec.at("dnsConfig", "options").items()) {
      option.get("name").required();
    }
  }

  private static void hostAliases(Field aliases) {
    for (Field alias : aliases.items()) {
      alias.get("ip").required();
      IpAddresses.check(alias.get("ip"));
      alias.get("hostnames").items().forEach(Field::dnsSubdomain);
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
