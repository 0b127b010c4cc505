package dev.trierarch.catalog.core;

import dev.trierarch.catalog.Defaults;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What an update of a Service keeps of what was allocated, and lets go of. */
final class ServiceUpdate {

  private ServiceUpdate() {}

  /** An update that says nothing of addresses and node ports means those that it has. */
  static void keepAllocated(ObjectNode spec, ObjectNode old) {
    if (type(spec).equals("ExternalName") || type(old).equals("ExternalName")) {
      return;
    }
    for (String field : List.of("clusterIP", "clusterIPs")) {
      if (isBlank(spec.path(field)) && old.has(field)) {
        spec.set(field, old.get(field).deepCopy());
      }
    }
    if (!spec.path("clusterIP").equals(old.path("clusterIP"))
        && spec.path("clusterIPs").equals(old.path("clusterIPs"))) {
      // A client that knows the singular field only means both.
      spec.putArray("clusterIPs").add(spec.path("clusterIP"));
    }
    if (usesNodePorts(spec) && usesNodePorts(old)) {
      for (ObjectNode port : Defaults.each(spec, "ports")) {
        keepNodePort(port, old);
      }
      if (isLocal(spec) && isLocal(old) && old.has("healthCheckNodePort")) {
        Defaults.tree(spec, "healthCheckNodePort", old.get("healthCheckNodePort"));
      }
    }
  }

  private static void keepNodePort(ObjectNode port, ObjectNode old) {
    if (port.path("nodePort").asInt(0) != 0) {
      return;
    }
    for (ObjectNode former : Defaults.each(old, "ports")) {
      if (isSamePort(port, former) && former.has("nodePort")) {
        port.set("nodePort", former.get("nodePort"));
      }
    }
  }

  /** Node ports and policies that came with the former type go with it, unless they are changed. */
  static void dropWhatTheTypeLeaves(ObjectNode spec, ObjectNode old) {
    if (type(spec).equals("ExternalName")) {
      for (String field : List.of("clusterIP", "clusterIPs", "ipFamilies", "ipFamilyPolicy")) {
        dropIfUnchanged(spec, old, field);
      }
    }
    if (usesNodePorts(spec) || !usesNodePorts(old)) {
      return;
    }
    for (ObjectNode port : Defaults.each(spec, "ports")) {
      for (ObjectNode former : Defaults.each(old, "ports")) {
        if (isSamePort(port, former)) {
          dropIfUnchanged(port, former, "nodePort");
        }
      }
    }
    for (String field :
        List.of("externalTrafficPolicy", "healthCheckNodePort", "allocateLoadBalancerNodePorts")) {
      dropIfUnchanged(spec, old, field);
    }
  }

  private static void dropIfUnchanged(ObjectNode object, ObjectNode old, String field) {
    if (object.has(field) && object.get(field).equals(old.get(field))) {
      object.remove(field);
    }
  }

  private static boolean isSamePort(ObjectNode port, ObjectNode other) {
    return port.path("port").equals(other.path("port"))
        && port.path("protocol").equals(other.path("protocol"));
  }

  private static boolean isLocal(ObjectNode spec) {
    return spec.path("externalTrafficPolicy").asString("").equals("Local");
  }

  private static boolean usesNodePorts(ObjectNode spec) {
    return type(spec).equals("NodePort") || type(spec).equals("LoadBalancer");
  }

  private static boolean isBlank(JsonNode node) {
    return node.isMissingNode() || node.isNull() || (node.asString("").isEmpty() && node.isEmpty());
  }

  private static String type(ObjectNode spec) {
    return spec.path("type").asString("");
  }
}
