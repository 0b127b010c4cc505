package dev.trierarch.controller.certificates;

import dev.trierarch.client.model.Times;
import io.fabric8.kubernetes.api.model.certificates.v1.CertificateSigningRequest;
import io.fabric8.kubernetes.api.model.certificates.v1.CertificateSigningRequestBuilder;
import io.fabric8.kubernetes.api.model.certificates.v1.CertificateSigningRequestCondition;
import io.fabric8.kubernetes.api.model.certificates.v1.CertificateSigningRequestConditionBuilder;
import java.time.Instant;
import java.util.Optional;

/** What the status of a certificate signing request says, and how it is extended. */
final class SigningRequests {

  static final String APPROVED = "Approved";
  static final String DENIED = "Denied";
  static final String FAILED = "Failed";

  private SigningRequests() {}

  static Optional<CertificateSigningRequestCondition> condition(
      CertificateSigningRequest request, String type) {
    return request.getStatus() == null
        ? Optional.empty()
        : request.getStatus().getConditions().stream()
            .filter(condition -> condition.getType().equals(type))
            .findFirst();
  }

  static boolean is(CertificateSigningRequest request, String type) {
    return condition(request, type).isPresent();
  }

  static boolean isDecided(CertificateSigningRequest request) {
    return is(request, APPROVED) || is(request, DENIED);
  }

  static boolean isIssued(CertificateSigningRequest request) {
    return request.getStatus() != null
        && request.getStatus().getCertificate() != null
        && !request.getStatus().getCertificate().isEmpty();
  }

  static CertificateSigningRequest with(
      CertificateSigningRequest request, String type, String reason, String message, Instant now) {
    return new CertificateSigningRequestBuilder(request)
        .editOrNewStatus()
        .addToConditions(
            new CertificateSigningRequestConditionBuilder()
                .withType(type)
                .withStatus("True")
                .withReason(reason)
                .withMessage(message)
                .withLastUpdateTime(Times.seconds(now))
                .withLastTransitionTime(Times.seconds(now))
                .build())
        .endStatus()
        .build();
  }
}
