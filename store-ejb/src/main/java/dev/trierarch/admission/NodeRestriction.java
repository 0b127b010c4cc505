package dev.trierarch.admission;

import dev.trierarch.registry.AdmissionRequest;
import dev.trierarch.registry.AdmissionRequest.Operation;
import dev.trierarch.registry.ApiErrors;
import dev.trierarch.registry.ApiException;
import dev.trierarch.registry.Trees;
import java.util.Map;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/** Keeps a node to what is its own: its Node, its Lease, and the pods that are bound to it. */
final class NodeRestriction implements AdmissionPlugin {

  private static final String USER_PREFIX = "system:node:";
  private static final String GROUP = "system:nodes";
  private static final String LEASES = "leases.coordination.k8s.io";
  private static final String LEASE_NAMESPACE = "kube-node-lease";
  private static final String MIRROR_ANNOTATION = "kubernetes.io/config.mirror";
  private static final String RESTRICTED_PREFIX = "node-restriction.kubernetes.io/";

  @Override
  public void validate(AdmissionRequest request) {
    String user = request.caller().user();
    if (!user.startsWith(USER_PREFIX) || !request.caller().groups().contains(GROUP)) {
      return;
    }
    String node = user.substring(USER_PREFIX.length());
    switch (request.type().groupResource()) {
      case "nodes" -> checkNode(request, node);
      case "pods" -> checkPod(request, node);
      case LEASES -> checkLease(request, node);
      default -> {
        return;
      }
    }
  }

  private static void checkNode(AdmissionRequest request, String node) {
    if (!request.name().equals(node)) {
      throw forbidden(request, node, "is not allowed to modify node \"" + request.name() + "\"");
    }
    if (request.operation() == Operation.DELETE) {
      throw forbidden(request, node, "is not allowed to delete node \"" + node + "\"");
    }
    JsonNode old = request.old() == null ? request.object().objectNode() : request.old();
    if (request.operation() == Operation.UPDATE
        && !Trees.same(
            Trees.at(old, "spec").path("taints"), Trees.at(request.object(), "spec", "taints"))) {
      throw forbidden(request, node, "is not allowed to modify taints");
    }
    Map<String, String> before = Trees.texts(Trees.at(old, "metadata", "labels"));
    Map<String, String> after = Trees.texts(Trees.at(request.object(), "metadata", "labels"));
    TreeSet<String> changed = new TreeSet<>();
    after.forEach(
        (label, value) -> {
          if (label.contains(RESTRICTED_PREFIX) && !value.equals(before.get(label))) {
            changed.add(label);
          }
        });
    if (!changed.isEmpty()) {
      throw forbidden(
          request, node, "is not allowed to modify labels: " + String.join(", ", changed));
    }
  }

  private static void checkPod(AdmissionRequest request, String node) {
    JsonNode pod = request.operation() == Operation.CREATE ? request.object() : request.old();
    if (request.operation() == Operation.CREATE
        && !Trees.at(pod, "metadata", "annotations").has(MIRROR_ANNOTATION)) {
      throw forbidden(
          request,
          node,
          "pod does not have \""
              + MIRROR_ANNOTATION
              + "\" annotation, node \""
              + node
              + "\" can only create mirror pods");
    }
    if (!Trees.text(pod, "spec", "nodeName").equals(node)) {
      throw forbidden(
          request,
          node,
          "can only %s pods with spec.nodeName set to itself".formatted(verb(request)));
    }
    if (request.operation() == Operation.UPDATE && !request.subresource().equals("status")) {
      throw forbidden(request, node, "can only update the status of pods");
    }
  }

  private static String verb(AdmissionRequest request) {
    return switch (request.operation()) {
      case CREATE -> "create";
      case UPDATE -> "update status for";
      case DELETE -> "delete";
    };
  }

  private static void checkLease(AdmissionRequest request, String node) {
    if (!request.namespace().equals(LEASE_NAMESPACE)) {
      throw forbidden(
          request,
          node,
          "can only access leases in the \"" + LEASE_NAMESPACE + "\" system namespace");
    }
    if (!request.name().equals(node)) {
      throw forbidden(
          request, node, "can only access node lease with the same name as the requesting node");
    }
  }

  private static ApiException forbidden(AdmissionRequest request, String node, String problem) {
    return ApiErrors.forbidden(request.type(), request.name(), "node \"" + node + "\" " + problem);
  }
}
