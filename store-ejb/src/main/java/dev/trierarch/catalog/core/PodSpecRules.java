package dev.trierarch.catalog.core;

import dev.trierarch.catalog.Field;
import dev.trierarch.catalog.form.Form;
import java.util.HashSet;
import java.util.Set;

/** Validates a pod's spec, in pods and in templates alike. */
public final class PodSpecRules {

  private PodSpecRules() {}

  /**
   * Validates the {@code template} in a controller's spec.
   *
   * @param restartPolicies those that the controller can keep
   */
  public static void checkTemplate(Field ownersSpec, String... restartPolicies) {
    Field spec = ownersSpec.at("template", "spec");
    check(spec);
    spec.get("restartPolicy").oneOf(restartPolicies);
    spec.get("ephemeralContainers").absent("ephemeral containers not allowed in pod template");
  }

  /** Validates a spec. */
  public static void check(Field spec) {
    new ContainerRules(spec, VolumeRules.check(spec.get("volumes"))).checkContainers();
    claims(spec.get("resourceClaims"));
    PodResourceRules.check(spec);
    DnsRules.check(spec);
    hostNetwork(spec);
    SecurityRules.pod(spec);
    gates(spec.get("schedulingGates"));
    SchedulingRules.check(spec);
    OperatingSystemRules.check(spec);
  }

  private static void claims(Field claims) {
    claims.uniqueBy("name");
    for (Field claim : claims.items()) {
      boolean claimed = claim.get("resourceClaimName").isPresent();
      boolean templated = claim.get("resourceClaimTemplateName").isPresent();
      if (claimed && templated) {
        claim.invalid(
            "at most one of `resourceClaimName` or `resourceClaimTemplateName` may be specified");
      } else if (!claimed && !templated) {
        claim.invalid("must specify one of: `resourceClaimName`, `resourceClaimTemplateName`");
      }
    }
  }

  private static void gates(Field gates) {
    Set<String> names = new HashSet<>();
    for (Field gate : gates.items()) {
      Field name = gate.get("name").saidAt(gate);
      Form.QUALIFIED_NAME.problems(name.text()).forEach(name.value(name.text())::invalid);
      if (!names.add(name.text())) {
        name.duplicate();
      }
    }
  }

  private static void hostNetwork(Field spec) {
    if (!spec.get("hostNetwork").isTrue()) {
      return;
    }
    for (Field container : spec.get("containers").items()) {
      for (Field port : container.get("ports").items()) {
        if (port.get("hostPort").number() != 0
            && port.get("hostPort").number() != port.get("containerPort").number()) {
          port.get("hostPort").invalid("must match `containerPort` when `hostNetwork` is true");
        }
      }
    }
  }
}
