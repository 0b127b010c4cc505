package dev.trierarch.registry;

import dev.trierarch.catalog.ResourceType;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Counts the changes of what is wanted of an object, in {@code metadata.generation}. */
final class Generations {

  /** The kinds that upstream counts for. */
  private static final Set<String> COUNTED =
      Set.of(
          "pods",
          "podtemplates",
          "replicationcontrollers",
          "daemonsets.apps",
          "deployments.apps",
          "replicasets.apps",
          "statefulsets.apps",
          "cronjobs.batch",
          "jobs.batch",
          "poddisruptionbudgets.policy",
          "ingresses.networking.k8s.io",
          "ingressclasses.networking.k8s.io",
          "networkpolicies.networking.k8s.io",
          "endpointslices.discovery.k8s.io",
          "priorityclasses.scheduling.k8s.io",
          "flowschemas.flowcontrol.apiserver.k8s.io",
          "prioritylevelconfigurations.flowcontrol.apiserver.k8s.io",
          "customresourcedefinitions.apiextensions.k8s.io",
          "mutatingadmissionpolicies.admissionregistration.k8s.io",
          "mutatingadmissionpolicybindings.admissionregistration.k8s.io",
          "mutatingwebhookconfigurations.admissionregistration.k8s.io",
          "validatingwebhookconfigurations.admissionregistration.k8s.io",
          "validatingadmissionpolicies.admissionregistration.k8s.io",
          "validatingadmissionpolicybindings.admissionregistration.k8s.io",
          "deviceclasses.resource.k8s.io",
          "resourceslices.resource.k8s.io");

  private Generations() {}

  static void begin(ResourceType type, ObjectNode object) {
    if (COUNTED.contains(type.groupResource())) {
      Trees.metadata(object).put("generation", 1);
    }
  }

  /** One more when anything but metadata and status changed. */
  static void advance(ResourceType type, ObjectNode object, ObjectNode old) {
    if (COUNTED.contains(type.groupResource())
        && !(sameWanted(object, old) && sameLabels(type, object, old))) {
      increment(object);
    }
  }

  /** Upstream counts the beginning of a graceful deletion as a change too. */
  static void increment(ObjectNode object) {
    ObjectNode metadata = Trees.metadata(object);
    metadata.put("generation", metadata.path("generation").asLong(0) + 1);
  }

  private static boolean sameWanted(JsonNode one, JsonNode other) {
    return sameFields(one, other) && sameFields(other, one);
  }

  /** Whose endpoints a slice has is said by its labels. */
  private static boolean sameLabels(ResourceType type, JsonNode one, JsonNode other) {
    return !type.groupResource().equals("endpointslices.discovery.k8s.io")
        || Trees.same(Trees.at(one, "metadata", "labels"), Trees.at(other, "metadata", "labels"));
  }

  private static boolean sameFields(JsonNode one, JsonNode other) {
    for (Map.Entry<String, JsonNode> field : one.properties()) {
      String name = field.getKey();
      if (!name.equals("metadata")
          && !name.equals("status")
          && !Trees.same(field.getValue(), other.path(name))) {
        return false;
      }
    }
    return true;
  }
}
