package dev.trierarch.catalog.core;

import dev.trierarch.catalog.Defaults;
import dev.trierarch.catalog.Field;
import dev.trierarch.catalog.Semantic;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What of a pod that exists may still change: images, deadlines, and what makes it schedulable. */
final class PodUpdateRules {

  private static final String DETAIL =
      "pod updates may not change fields other than"
          + " `spec.containers[*].image`,`spec.initContainers[*].image`,"
          + "`spec.activeDeadlineSeconds`,`spec.tolerations` (only additions to existing"
          + " tolerations),`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was"
          + " previously negative)";
  private static final String MIRROR = "kubernetes.io/config.mirror";
  private static final List<String> CONTAINERS = List.of("containers", "initContainers");

  private PodUpdateRules() {}

  static void check(Field pod, Field old) {
    mirror(pod, old);
    Field spec = pod.get("spec");
    Field oldSpec = old.get("spec");
    if (!(spec.node() instanceof ObjectNode given) || !oldSpec.node().isObject()) {
      return;
    }
    CONTAINERS.forEach(list -> sameNumber(spec.get(list), oldSpec.get(list)));
    tolerations(spec.get("tolerations"), oldSpec.get("tolerations"));
    deadline(spec.get("activeDeadlineSeconds"), oldSpec.get("activeDeadlineSeconds"));
    gates(spec.get("schedulingGates"), oldSpec.get("schedulingGates"));
    if (!oldSpec.get("schedulingGates").isEmpty()) {
      GatedPodRules.check(spec, oldSpec);
    }
    ObjectNode rest = given.deepCopy();
    restoreMutable(rest, oldSpec.node());
    if (!Semantic.same(rest, oldSpec.node())) {
      spec.forbidden(DETAIL);
    }
  }

  /** A pod that a node made of a file stays one, and no other becomes one. */
  static void mirror(Field pod, Field old) {
    Field mark = pod.at("metadata", "annotations").key(MIRROR);
    Field former = old.at("metadata", "annotations").key(MIRROR);
    if (former.isPresent() && !mark.isText(former.text())) {
      mark.forbidden("may not remove or update mirror pod annotation");
    } else if (!former.isPresent() && mark.isPresent()) {
      mark.forbidden("may not add mirror pod annotation");
    }
  }

  private static void sameNumber(Field containers, Field old) {
    if (containers.items().size() != old.items().size()) {
      containers.forbidden("pod updates may not add or remove containers");
    }
  }

  private static void tolerations(Field tolerations, Field old) {
    for (Field former : old.items()) {
      boolean kept =
          tolerations.items().stream().anyMatch(one -> sameButSeconds(one.node(), former.node()));
      if (!kept) {
        tolerations.forbidden(
            "existing toleration can not be modified except its tolerationSeconds");
        return;
      }
    }
  }

  private static boolean sameButSeconds(JsonNode one, JsonNode other) {
    return List.of("key", "operator", "value", "effect").stream()
        .allMatch(field -> Semantic.same(one.path(field), other.path(field)));
  }

  private static void deadline(Field deadline, Field old) {
    if (!old.isPresent()) {
      return;
    }
    if (!deadline.isPresent()) {
      deadline.invalid("must not update from a positive integer to nil value");
    } else if (deadline.number() > old.number()) {
      deadline.invalid("must be less than or equal to previous value");
    }
  }

  private static void gates(Field gates, Field old) {
    for (Field gate : gates.items()) {
      boolean there =
          old.items().stream()
              .anyMatch(former -> former.get("name").isText(gate.get("name").text()));
      if (!there) {
        gate.get("name")
            .forbidden(
                "only deletion is allowed, but found new scheduling gate '"
                    + gate.get("name").text()
                    + "'");
      }
    }
  }

  private static void restoreMutable(ObjectNode spec, JsonNode old) {
    for (String list : CONTAINERS) {
      for (int i = 0; i < spec.path(list).size(); i++) {
        if (spec.path(list).get(i) instanceof ObjectNode container) {
          restore(container, old.path(list).path(i), "image");
        }
      }
    }
    restore(spec, old, "activeDeadlineSeconds");
    restore(spec, old, "tolerations");
    restore(spec, old, "schedulingGates");
    if (old.path("terminationGracePeriodSeconds").asLong(0) < 0
        && spec.path("terminationGracePeriodSeconds").asLong(0) == 1) {
      restore(spec, old, "terminationGracePeriodSeconds");
    }
    if (!old.path("schedulingGates").isEmpty()) {
      // A pod that is not yet to be scheduled may still be told where to go.
      restore(spec, old, "nodeSelector");
      ObjectNode affinity = Defaults.child(spec, "affinity");
      restore(affinity, old.path("affinity"), "nodeAffinity");
    }
  }

  private static void restore(ObjectNode object, JsonNode old, String field) {
    JsonNode former = old.path(field);
    if (former.isMissingNode()) {
      object.remove(field);
    } else {
      object.set(field, former);
    }
  }
}
