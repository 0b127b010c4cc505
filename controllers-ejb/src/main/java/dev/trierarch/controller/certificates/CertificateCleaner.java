package dev.trierarch.controller.certificates;

import static dev.trierarch.controller.runtime.Triggers.onChangeOf;

import dev.trierarch.client.Client;
import dev.trierarch.client.ClientFactory;
import dev.trierarch.client.model.Times;
import dev.trierarch.controller.runtime.Controller;
import dev.trierarch.controller.runtime.Outcome;
import dev.trierarch.controller.runtime.Trigger;
import dev.trierarch.store.ObjectKey;
import io.fabric8.kubernetes.api.model.certificates.v1.CertificateSigningRequest;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * Removes certificate signing requests that have served their purpose: an hour after the decision,
 * or a day after nobody decided.
 */
@Dependent
public class CertificateCleaner implements Controller {

  static final Duration KEPT_DECIDED = Duration.ofHours(1);
  static final Duration KEPT_PENDING = Duration.ofHours(24);

  private final Client client;
  private final InstantSource clock;

  @Inject
  public CertificateCleaner(ClientFactory clients, InstantSource clock) {
    this.client = clients.forComponent(name());
    this.clock = clock;
  }

  @Override
  public final String name() {
    return "certificate-cleaner";
  }

  @Override
  public List<Trigger> triggers() {
    return List.of(onChangeOf(CertificateSigningRequest.class));
  }

  @Override
  public Outcome reconcile(ObjectKey key) {
    Optional<CertificateSigningRequest> found =
        client.lister(CertificateSigningRequest.class).get(key);
    if (found.isEmpty()) {
      return Outcome.settled();
    }
    Instant now = clock.instant();
    Instant end = endOf(found.get());
    if (end.isAfter(now)) {
      return Outcome.checkAgain(Times.until(end, now));
    }
    client.delete(found.get());
    return Outcome.settled();
  }

  /** An approved request without its certificate still waits for the signer. */
  private static Instant endOf(CertificateSigningRequest request) {
    Optional<Instant> decided =
        List.of(SigningRequests.DENIED, SigningRequests.FAILED, SigningRequests.APPROVED).stream()
            .filter(
                type -> !type.equals(SigningRequests.APPROVED) || SigningRequests.isIssued(request))
            .map(type -> SigningRequests.condition(request, type))
            .flatMap(Optional::stream)
            .map(condition -> Times.orEpoch(condition.getLastUpdateTime()))
            .findFirst();
    return decided
        .map(time -> time.plus(KEPT_DECIDED))
        .orElseGet(
            () -> Times.orEpoch(request.getMetadata().getCreationTimestamp()).plus(KEPT_PENDING));
  }
}
