package dev.trierarch.controller.certificates;

import static dev.trierarch.controller.runtime.Triggers.onChangeOf;

import dev.trierarch.client.Client;
import dev.trierarch.client.ClientFactory;
import dev.trierarch.controller.runtime.Controller;
import dev.trierarch.controller.runtime.Outcome;
import dev.trierarch.controller.runtime.Trigger;
import dev.trierarch.settings.Settings;
import dev.trierarch.store.ObjectKey;
import io.fabric8.kubernetes.api.model.certificates.v1.CertificateSigningRequest;
import io.fabric8.kubernetes.api.model.certificates.v1.CertificateSigningRequestBuilder;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** Signs approved certificate signing requests with the cluster's CA. */
@Dependent
public class CertificateSigner implements Controller {

  private static final Duration VALIDITY_LONGEST = Duration.ofDays(365);
  private static final Duration VALIDITY_SHORTEST = Duration.ofMinutes(10);

  private final Client client;
  private final InstantSource clock;
  private final ClusterAuthority authority;

  @Inject
  public CertificateSigner(ClientFactory clients, Settings settings, InstantSource clock) {
    this.client = clients.forComponent(name());
    this.clock = clock;
    this.authority = new ClusterAuthority(Path.of(settings.pkiDirectory()));
  }

  @Override
  public final String name() {
    return "certificate-signer";
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
        .filter(CertificateSigner::isToBeSigned)
        .ifPresent(this::sign);
    return Outcome.settled();
  }

  private void sign(CertificateSigningRequest request) {
    Instant now = clock.instant();
    RequestedCertificate wanted;
    Optional<String> violation;
    try {
      wanted = RequestedCertificate.of(request);
      violation = SignerRules.violation(wanted);
    } catch (IllegalArgumentException e) {
      fail(request, e.getMessage(), now);
      return;
    }
    if (violation.isPresent()) {
      fail(request, violation.get(), now);
      return;
    }
    String certificate = authority.sign(wanted, validity(request), now);
    client.updateStatus(
        new CertificateSigningRequestBuilder(request)
            .editOrNewStatus()
            .withCertificate(
                Base64.getEncoder().encodeToString(certificate.getBytes(StandardCharsets.UTF_8)))
            .endStatus()
            .build());
  }

  private void fail(CertificateSigningRequest request, String why, Instant now) {
    client.updateStatus(
        SigningRequests.with(request, SigningRequests.FAILED, "SignerValidationFailure", why, now));
  }

  private static boolean isToBeSigned(CertificateSigningRequest request) {
    return SignerNames.ALL.contains(request.getSpec().getSignerName())
        && SigningRequests.is(request, SigningRequests.APPROVED)
        && !SigningRequests.is(request, SigningRequests.DENIED)
        && !SigningRequests.is(request, SigningRequests.FAILED)
        && !SigningRequests.isIssued(request);
  }

  private static Duration validity(CertificateSigningRequest request) {
    Integer seconds = request.getSpec().getExpirationSeconds();
    if (seconds == null) {
      return VALIDITY_LONGEST;
    }
    Duration wanted = Duration.ofSeconds(seconds);
    Duration atLeast = wanted.compareTo(VALIDITY_SHORTEST) < 0 ? VALIDITY_SHORTEST : wanted;
    return atLeast.compareTo(VALIDITY_LONGEST) > 0 ? VALIDITY_LONGEST : atLeast;
  }
}
