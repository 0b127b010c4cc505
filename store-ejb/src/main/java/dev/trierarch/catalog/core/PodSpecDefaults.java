package dev.trierarch.catalog.core;

import dev.trierarch.catalog.Defaults;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** What a pod's spec is when its writer does not say, in pods and in templates alike. */
public final class PodSpecDefaults {

  private static final int GRACE_PERIOD_SECONDS = 30;

  private PodSpecDefaults() {}

  /** Fills in a {@code template}'s spec, if it has one. */
  public static void setOnTemplate(ObjectNode ownersSpec) {
    Defaults.find(ownersSpec, "template", "spec").ifPresent(PodSpecDefaults::set);
  }

  /** Fills in a spec. */
  public static void set(ObjectNode spec) {
    Defaults.text(spec, "restartPolicy", "Always");
    Defaults.text(spec, "dnsPolicy", "ClusterFirst");
    Defaults.text(spec, "schedulerName", "default-scheduler");
    Defaults.number(spec, "terminationGracePeriodSeconds", GRACE_PERIOD_SECONDS);
    Defaults.child(spec, "securityContext");
    mirrorServiceAccount(spec);
    for (String list : List.of("initContainers", "containers", "ephemeralContainers")) {
      Defaults.each(spec, list).forEach(ContainerDefaults::set);
    }
    Defaults.each(spec, "volumes").forEach(VolumeDefaults::set);
  }

  /** The old name of the field says what the new one says. */
  private static void mirrorServiceAccount(ObjectNode spec) {
    String name = spec.path("serviceAccountName").asString("");
    String former = spec.path("serviceAccount").asString("");
    if (!name.isEmpty()) {
      spec.put("serviceAccount", name);
    } else if (!former.isEmpty()) {
      spec.put("serviceAccountName", former);
    }
  }
}
