package dev.trierarch.admission;

import dev.trierarch.registry.AdmissionRequest;
import dev.trierarch.registry.AdmissionRequest.Operation;
import dev.trierarch.registry.ApiErrors;
import dev.trierarch.registry.Trees;
import tools.jackson.databind.JsonNode;

/** Lets decide on and sign a certificate request only who may do so for its signer. */
final class CertificatePermissions implements AdmissionPlugin {

  private static final String GROUP = "certificates.k8s.io";
  private static final String RESOURCE = "certificatesigningrequests." + GROUP;

  @Override
  public void validate(AdmissionRequest request) {
    if (request.operation() != Operation.UPDATE) {
      return;
    }
    if (request.isFor(RESOURCE, "approval")) {
      check(request, "approve");
    } else if (request.isFor(RESOURCE, "status") && signs(request)) {
      check(request, "sign");
    }
  }

  private static boolean signs(AdmissionRequest request) {
    return !Trees.text(request.old(), "status", "certificate")
            .equals(Trees.text(request.object(), "status", "certificate"))
        || conditionsChange(request);
  }

  /** No conditions and an empty list of them are the same. */
  private static boolean conditionsChange(AdmissionRequest request) {
    JsonNode before = Trees.at(request.old(), "status", "conditions");
    JsonNode after = Trees.at(request.object(), "status", "conditions");
    return !(before.isEmpty() && after.isEmpty()) && !Trees.same(before, after);
  }

  private static void check(AdmissionRequest request, String verb) {
    // what is there already counts: a request cannot change its signer on the way
    String signer = Trees.text(request.old(), "spec", "signerName");
    String wholeDomain = signer.split("/", 2)[0] + "/*";
    if (!request.callerMay(verb, GROUP, "signers", signer)
        && !request.callerMay(verb, GROUP, "signers", wholeDomain)) {
      throw ApiErrors.forbidden(
          request.type(),
          request.name(),
          "user not permitted to %s requests with signerName \"%s\"".formatted(verb, signer));
    }
  }
}
