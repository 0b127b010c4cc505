package dev.trierarch.controller.certificates;

import static dev.trierarch.controller.runtime.Triggers.onChangeOf;

import dev.trierarch.client.Client;
import dev.trierarch.client.ClientFactory;
import dev.trierarch.controller.runtime.Controller;
import dev.trierarch.controller.runtime.Outcome;
import dev.trierarch.controller.runtime.Trigger;
import dev.trierarch.store.ObjectKey;
import io.fabric8.kubernetes.api.model.certificates.v1.CertificateSigningRequest;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Approves the certificate signing requests of nodes for themselves. */
@Dependent
public class CertificateApprover implements Controller {

  private static final Logger LOG = Logger.getLogger(CertificateApprover.class.getName());

  private final Client client;
  private final InstantSource clock;

  @Inject
  public CertificateApprover(ClientFactory clients, InstantSource clock) {
    this.client = clients.forComponent(name());
    this.clock = clock;
  }

  @Override
  public final String name() {
    return "certificate-approver";
  }

  @Override
  public List<Trigger> triggers() {
    return List.of(onChangeOf(CertificateSigningRequest.class));
  }

  @Override
  public Outcome reconcile(ObjectKey key) {
    client
        .lister(CertificateSigningRequest.class)
        .get(key)
        .filter(request -> !SigningRequests.isDecided(request))
        .ifPresent(request -> approval(request).ifPresent(message -> approve(request, message)));
    return Outcome.settled();
  }

  private void approve(CertificateSigningRequest request, String message) {
    client.updateSubresource(
        SigningRequests.with(
            request, SigningRequests.APPROVED, "AutoApproved", message, clock.instant()),
        "approval");
  }

  private static Optional<String> approval(CertificateSigningRequest request) {
    try {
      return ApprovalRules.approval(RequestedCertificate.of(request));
    } catch (IllegalArgumentException e) {
      LOG.log(
          Level.INFO,
          "certificate signing request {0} is left to a person: {1}",
          new Object[] {request.getMetadata().getName(), e.getMessage()});
      return Optional.empty();
    }
  }
}
