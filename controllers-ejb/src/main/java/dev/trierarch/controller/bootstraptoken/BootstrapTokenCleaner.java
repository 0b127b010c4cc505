package dev.trierarch.controller.bootstraptoken;

import static dev.trierarch.controller.runtime.Triggers.resourceOf;

import dev.trierarch.client.Client;
import dev.trierarch.client.ClientFactory;
import dev.trierarch.client.Lister;
import dev.trierarch.client.model.Times;
import dev.trierarch.controller.runtime.Controller;
import dev.trierarch.controller.runtime.Outcome;
import dev.trierarch.controller.runtime.Trigger;
import dev.trierarch.store.ObjectKey;
import io.fabric8.kubernetes.api.model.Secret;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.logging.Logger;

/** Removes bootstrap tokens that have expired. */
@Dependent
public class BootstrapTokenCleaner implements Controller {

  private static final Logger LOG = Logger.getLogger(BootstrapTokenCleaner.class.getName());
  private static final String NAMESPACE = "kube-system";
  private static final String TYPE = "bootstrap.kubernetes.io/token";

  private final Client client;
  private final InstantSource clock;
  private final Lister<Secret> secrets;

  @Inject
  public BootstrapTokenCleaner(ClientFactory clients, InstantSource clock) {
    this.client = clients.forComponent(name());
    this.clock = clock;
    this.secrets = client.lister(Secret.class);
  }

  @Override
  public final String name() {
    return "token-cleaner";
  }

  @Override
  public List<Trigger> triggers() {
    return List.of(
        new Trigger(
            resourceOf(Secret.class),
            row -> row.key().namespace().equals(NAMESPACE) ? List.of(row.key()) : List.of()));
  }

  @Override
  public Outcome reconcile(ObjectKey key) {
    Optional<Secret> token = secrets.get(key).filter(secret -> TYPE.equals(secret.getType()));
    Optional<Instant> expiration = token.flatMap(BootstrapTokenCleaner::expiration);
    if (expiration.isEmpty()) {
      return Outcome.settled();
    }
    Instant now = clock.instant();
    if (expiration.get().isAfter(now)) {
      return Outcome.checkAgain(Times.until(expiration.get(), now));
    }
    client.delete(token.get());
    return Outcome.settled();
  }

  /** A token whose expiration cannot be read is no token: nobody can use it, it harms nobody. */
  private static Optional<Instant> expiration(Secret token) {
    String encoded = token.getData() == null ? null : token.getData().get("expiration");
    if (encoded == null) {
      return Optional.empty();
    }
    try {
      return Times.parse(new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8));
    } catch (IllegalArgumentException | DateTimeException e) {
      LOG.warning(
          () ->
              "secret " + token.getMetadata().getName() + ": data.expiration is no RFC 3339 time");
      return Optional.empty();
    }
  }
}
