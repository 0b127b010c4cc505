package dev.trierarch.admission;

import dev.trierarch.registry.AdmissionRequest;
import dev.trierarch.registry.AdmissionRequest.Operation;
import dev.trierarch.registry.ApiErrors;
import dev.trierarch.registry.Trees;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Keeps a node to what is its own: its Node, its Lease, and the pods that are bound to it. */
final class NodeRestriction implements AdmissionPlugin {

  private static final String USER_PREFIX = "system:node:";
  private static final String GROUP = "system:nodes";
  private static final String LEASE_NAMESPACE = "kube-node-lease";
  private static final Set<String> NODE_SIGNERS =
      Set.of("kubernetes.io/kubelet-serving", "kubernetes.io/kube-apiserver-client-kubelet");

  @Override
  public void validate(AdmissionRequest request) {
    String user = request.caller().user();
    if (user.startsWith(USER_PREFIX) && request.caller().groups().contains(GROUP)) {
      problem(request, user.substring(USER_PREFIX.length()))
          .ifPresent(
              problem -> {
                throw ApiErrors.forbidden(request.type(), request.name(), problem);
              });
    }
  }

  /** What the node may not do of it; empty when it may. */
  private static Optional<String> problem(AdmissionRequest request, String node) {
    return switch (request.type().groupResource()) {
      case "nodes" -> ofNode(request, node);
      case "pods" -> new NodePodRules(request, node).problem();
      case "persistentvolumeclaims" -> ofClaim(request, node);
      case "leases.coordination.k8s.io" -> ofLease(request, node);
      case "csinodes.storage.k8s.io" ->
          unless(
              request.name().equals(node),
              "can only access CSINode with the same name as the requesting node");
      case "resourceslices.resource.k8s.io" -> ofResourceSlice(request, node);
      case "certificatesigningrequests.certificates.k8s.io" -> ofCertificate(request, node);
      default -> Optional.empty();
    };
  }

  private static Optional<String> unless(boolean right, String problem) {
    return right ? Optional.empty() : Optional.of(problem);
  }

  private static Optional<String> ofNode(AdmissionRequest request, String node) {
    if (!request.name().equals(node)) {
      return Optional.of(
          "node \"%s\" is not allowed to modify node \"%s\"".formatted(node, request.name()));
    }
    Set<String> labels = forbiddenLabels(request);
    return switch (request.operation()) {
      case CREATE ->
          unless(
              labels.isEmpty(),
              "node \"%s\" is not allowed to set the following labels: %s"
                  .formatted(node, String.join(", ", labels)));
      case UPDATE ->
          unless(
                  Trees.same(
                      Trees.at(request.old(), "spec", "taints"),
                      Trees.at(request.object(), "spec", "taints")),
                  "node \"%s\" is not allowed to modify taints".formatted(node))
              .or(
                  () ->
                      unless(
                          labels.isEmpty(),
                          "is not allowed to modify labels: " + String.join(", ", labels)));
      case DELETE ->
          Optional.of("node \"%1$s\" is not allowed to delete node \"%1$s\"".formatted(node));
    };
  }

  private static Set<String> forbiddenLabels(AdmissionRequest request) {
    Map<String, String> before =
        request.old() == null
            ? Map.of()
            : Trees.texts(Trees.at(request.old(), "metadata", "labels"));
    return NodeLabelRules.forbidden(
        before, Trees.texts(Trees.at(request.object(), "metadata", "labels")));
  }

  private static Optional<String> ofClaim(AdmissionRequest request, String node) {
    if (!request.subresource().equals("status")) {
      return Optional.of("may only update PVC status");
    }
    return unless(
        Trees.same(fixed(request.old()), fixed(request.object())),
        "node \"%s\" is not allowed to update fields other than status.quantity and status.conditions"
            .formatted(node));
  }

  /** A claim without what its node may say of it. */
  private static ObjectNode fixed(ObjectNode claim) {
    ObjectNode copy = claim.deepCopy();
    Trees.metadata(copy).remove("resourceVersion");
    Trees.metadata(copy).remove("managedFields");
    ObjectNode status = Trees.child(copy, "status");
    status.remove("capacity");
    status.remove("conditions");
    status.remove("allocatedResources");
    status.remove("allocatedResourceStatuses");
    return copy;
  }

  private static Optional<String> ofLease(AdmissionRequest request, String node) {
    return unless(
            request.namespace().equals(LEASE_NAMESPACE),
            "can only access leases in the \"" + LEASE_NAMESPACE + "\" system namespace")
        .or(
            () ->
                unless(
                    request.name().equals(node),
                    "can only access node lease with the same name as the requesting node"));
  }

  private static Optional<String> ofResourceSlice(AdmissionRequest request, String node) {
    boolean own = Trees.text(request.object(), "spec", "nodeName").equals(node);
    return switch (request.operation()) {
      case CREATE ->
          unless(
              own, "can only create ResourceSlice with the same NodeName as the requesting node");
      case DELETE ->
          unless(
              own, "can only delete ResourceSlice with the same NodeName as the requesting node");
      case UPDATE -> Optional.empty();
    };
  }

  /** A node asks for certificates in its own name only. */
  private static Optional<String> ofCertificate(AdmissionRequest request, String node) {
    JsonNode spec = request.object().path("spec");
    if (request.operation() != Operation.CREATE
        || !NODE_SIGNERS.contains(Trees.text(spec, "signerName"))) {
      return Optional.empty();
    }
    byte[] pem = Base64.getMimeDecoder().decode(Trees.text(spec, "request"));
    return unless(
        CertificateSubject.commonNames(pem).equals(Set.of(USER_PREFIX + node)),
        "can only create a node CSR with CN=" + USER_PREFIX + node);
  }
}
