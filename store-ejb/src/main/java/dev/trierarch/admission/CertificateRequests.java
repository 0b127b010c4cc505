package dev.trierarch.admission;

import dev.trierarch.registry.AdmissionRequest;
import dev.trierarch.registry.AdmissionRequest.Operation;
import dev.trierarch.registry.ApiErrors;
import dev.trierarch.registry.Caller;
import dev.trierarch.registry.Trees;
import dev.trierarch.store.KubernetesJson;
import java.util.Base64;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes into a certificate signing request who makes it, and refuses one for a client certificate
 * of the group that may do everything.
 */
final class CertificateRequests implements AdmissionPlugin {

  private static final String RESOURCE = "certificatesigningrequests.certificates.k8s.io";
  private static final String CLIENT_SIGNER = "kubernetes.io/kube-apiserver-client";
  private static final String MASTERS = "system:masters";
  private static final List<String> REQUESTER_FIELDS =
      List.of("username", "uid", "groups", "extra");

  @Override
  public void mutate(AdmissionRequest request) {
    if (!request.isFor(RESOURCE) || request.operation() == Operation.DELETE) {
      return;
    }
    ObjectNode spec = Trees.child(request.object(), "spec");
    spec.remove(REQUESTER_FIELDS);
    if (request.operation() == Operation.CREATE) {
      setRequester(spec, request.caller());
    } else {
      JsonNode old = request.old().path("spec");
      REQUESTER_FIELDS.forEach(field -> Trees.copyField(old, spec, field));
    }
  }

  @Override
  public void validate(AdmissionRequest request) {
    if (request.isFor(RESOURCE)
        && request.operation() == Operation.CREATE
        && Trees.text(request.object(), "spec", "signerName").equals(CLIENT_SIGNER)
        && asksForMasters(Trees.text(request.object(), "spec", "request"))) {
      throw ApiErrors.forbidden(
          request.type(),
          request.name(),
          "use of " + CLIENT_SIGNER + " signer with " + MASTERS + " group is not allowed");
    }
  }

  private static void setRequester(ObjectNode spec, Caller caller) {
    spec.put("username", caller.user());
    if (!caller.uid().isEmpty()) {
      spec.put("uid", caller.uid());
    }
    if (!caller.groups().isEmpty()) {
      caller.groups().forEach(spec.putArray("groups")::add);
    }
    if (!caller.extra().isEmpty()) {
      spec.set("extra", KubernetesJson.mapper().valueToTree(caller.extra()));
    }
  }

  private static boolean asksForMasters(String base64Pem) {
    byte[] pem = Base64.getMimeDecoder().decode(base64Pem);
    return CertificateSubject.organizations(pem).contains(MASTERS);
  }
}
