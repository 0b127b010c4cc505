package dev.trierarch.node.join;

import dev.trierarch.node.api.ApiClient;
import dev.trierarch.node.api.ApiFailure;
import dev.trierarch.node.api.RetryDelay;
import dev.trierarch.node.api.Servers;
import dev.trierarch.node.api.Tls;
import dev.trierarch.node.threads.AgentThreads;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import javax.net.ssl.SSLContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A node's certificates: got with a bootstrap token the first time, kept in the data directory,
 * renewed at 70 to 80 % of their life by themselves.
 */
public final class Credentials {
  private static final Logger LOG = LoggerFactory.getLogger(Credentials.class);
  private static final Duration RENEWAL_CHECK = Duration.ofMinutes(1);

  private final JoinSettings settings;
  private final AgentThreads threads;
  private final InstantSource clock;
  private final RandomGenerator random;
  private final CertificateRequester requester;

  /**
   * @param servers the API servers
   * @param caFile the cluster's CA, PEM
   * @param token bootstrap token {@code ID.SECRET}; not needed once the agent has joined
   * @param directory where the certificates are kept
   */
  public record JoinSettings(
      Servers servers,
      Path caFile,
      Optional<String> token,
      String nodeName,
      Path directory,
      String userAgent) {}

  public Credentials(
      JoinSettings settings, AgentThreads threads, InstantSource clock, RandomGenerator random) {
    this.settings = settings;
    this.threads = threads;
    this.clock = clock;
    this.random = random;
    this.requester = new CertificateRequester(settings.nodeName(), clock);
  }

  /** A client that speaks as this node; joins the cluster first if it never did. */
  public ApiClient connect() {
    Identity identity =
        file(CertificateKind.CLIENT)
            .read()
            .filter(known -> known.isValidAt(clock.instant()))
            .orElseGet(this::join);
    return client(context(identity), Optional.empty());
  }

  private Identity join() {
    String token =
        settings
            .token()
            .orElseThrow(
                () ->
                    new JoinFailure(
                        "node %s has no valid certificate in %s; give a bootstrap token with --token ID.SECRET"
                            .formatted(settings.nodeName(), settings.directory())));
    LOG.info("Joining {} as node {}", settings.servers().first(), settings.nodeName());
    ApiClient api = client(anonymous(), Optional.of(token));
    Identity identity = requestPatiently(api);
    file(CertificateKind.CLIENT).write(identity);
    LOG.info("Joined; the client certificate is in {}", settings.directory());
    return identity;
  }

  private Identity requestPatiently(ApiClient api) {
    RetryDelay delay = new RetryDelay(Duration.ofMillis(250), Duration.ofSeconds(15), random);
    while (true) {
      try {
        return requester.request(api, CertificateKind.CLIENT, List.of());
      } catch (ApiFailure failure) {
        if (failure.status() == 401 || failure.status() == 403) {
          throw new JoinFailure(
              "the API server refuses the bootstrap token (%s); it may have expired: make a new one and give it with --token"
                  .formatted(failure.getMessage()),
              failure);
        }
        if (!failure.isTransient()) {
          throw new JoinFailure("cannot join: " + failure.getMessage(), failure);
        }
        Duration pause = delay.next();
        LOG.warn("{}; trying again in {} ms", failure.getMessage(), pause.toMillis());
        sleep(pause);
      }
    }
  }

  private static void sleep(Duration pause) {
    try {
      TimeUnit.MILLISECONDS.sleep(pause.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new JoinFailure("interrupted while joining", e);
    }
  }

  /**
   * The certificate of the agent's own server.
   *
   * @param addresses IP addresses and names that it must hold
   */
  public Identity serving(ApiClient api, List<String> addresses) {
    IdentityFile file = file(CertificateKind.SERVING);
    return file.read()
        .filter(known -> known.isValidAt(clock.instant()) && holds(known, addresses))
        .orElseGet(() -> renewServing(api, addresses));
  }

  private static boolean holds(Identity identity, List<String> addresses) {
    try {
      var names = identity.certificate().getSubjectAlternativeNames();
      List<Object> held =
          names == null ? List.of() : names.stream().<Object>map(name -> name.get(1)).toList();
      return held.containsAll(addresses);
    } catch (GeneralSecurityException e) {
      LOG.debug("the serving certificate cannot be read", e);
      return false;
    }
  }

  private Identity renewServing(ApiClient api, List<String> addresses) {
    Identity fresh = requester.request(api, CertificateKind.SERVING, addresses);
    file(CertificateKind.SERVING).write(fresh);
    return fresh;
  }

  /** Watches over the client certificate from now on and replaces it in time. */
  public void keepFresh(ApiClient api, ScheduledExecutorService timer) {
    watch(
        CertificateKind.CLIENT,
        () -> {
          Identity fresh = requester.request(api, CertificateKind.CLIENT, List.of());
          file(CertificateKind.CLIENT).write(fresh);
          api.renew(context(fresh));
        },
        timer);
  }

  /** The same for the certificate of the agent's own server. */
  public void keepServingFresh(
      ApiClient api,
      List<String> addresses,
      Consumer<Identity> changed,
      ScheduledExecutorService timer) {
    watch(CertificateKind.SERVING, () -> changed.accept(renewServing(api, addresses)), timer);
  }

  private void watch(CertificateKind kind, Runnable renew, ScheduledExecutorService timer) {
    // Spread by chance, so that agents that joined together do not come back together.
    double fraction = 0.7 + random.nextDouble() * 0.1;
    var unused =
        timer.scheduleWithFixedDelay(
            () -> threads.patient().execute(() -> renewIfDue(kind, fraction, renew)),
            RENEWAL_CHECK.toSeconds(),
            RENEWAL_CHECK.toSeconds(),
            TimeUnit.SECONDS);
  }

  private void renewIfDue(CertificateKind kind, double fraction, Runnable renew) {
    try {
      if (isDue(kind, fraction)) {
        renew.run();
        LOG.info("Renewed the {} certificate", kind);
      }
    } catch (ApiFailure | JoinFailure e) {
      LOG.warn("Cannot renew the {} certificate yet: {}", kind, e.getMessage());
    }
  }

  private boolean isDue(CertificateKind kind, double fraction) {
    Instant now = clock.instant();
    return file(kind).read().filter(known -> known.renewAt(fraction).isBefore(now)).isPresent();
  }

  /** TLS for the agent's own server: shows {@code serving}, knows clients by the cluster's CA. */
  public SSLContext context(Identity identity) {
    try {
      return Tls.identified(settings.caFile(), identity.key(), identity.chain());
    } catch (IOException | GeneralSecurityException e) {
      throw new JoinFailure("cannot use the certificate: " + e.getMessage(), e);
    }
  }

  private SSLContext anonymous() {
    try {
      return Tls.trusting(settings.caFile());
    } catch (IOException | GeneralSecurityException e) {
      throw new JoinFailure(
          "--ca %s cannot be used (%s); give the cluster's CA certificate in PEM"
              .formatted(settings.caFile(), e.getMessage()),
          e);
    }
  }

  private ApiClient client(SSLContext tls, Optional<String> token) {
    return new ApiClient(settings.servers(), tls, token, settings.userAgent(), threads.http());
  }

  private IdentityFile file(CertificateKind kind) {
    return new IdentityFile(settings.directory().resolve(kind.fileName()));
  }
}
