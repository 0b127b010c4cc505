package dev.trierarch.api.auth;

import dev.trierarch.api.resource.Problems;
import dev.trierarch.registry.Caller;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Says who makes a request: by client certificate, else by bearer token, else nobody known. */
@ApplicationScoped
public class Authentication {

  private static final String CERTIFICATES = "jakarta.servlet.request.X509Certificate";
  private static final String BEARER = "bearer ";

  private final ClientCertificates certificates;
  private final List<TokenAuthenticator> tokens;

  /** For the container's proxy. */
  Authentication() {
    this.certificates = null;
    this.tokens = List.of();
  }

  @Inject
  public Authentication(
      ClientCertificates certificates,
      BootstrapTokens bootstrapTokens,
      ServiceAccountTokens serviceAccountTokens) {
    this.certificates = certificates;
    this.tokens = List.of(bootstrapTokens, serviceAccountTokens);
  }

  /**
   * The caller; {@code system:anonymous} when the request carries no credentials.
   *
   * @throws dev.trierarch.registry.ApiException 401 when it carries credentials that are not good
   */
  public Caller caller(HttpServletRequest request) {
    String agent = request.getHeader("User-Agent");
    return Users.using(user(request), agent == null ? "" : agent);
  }

  private Caller user(HttpServletRequest request) {
    Optional<Caller> byCertificate = byCertificate(request);
    if (byCertificate.isPresent()) {
      return byCertificate.get();
    }
    String authorization = request.getHeader("Authorization");
    if (authorization == null || authorization.isBlank()) {
      return Users.anonymous();
    }
    if (!authorization.toLowerCase(Locale.ROOT).startsWith(BEARER)) {
      throw Problems.unauthorized();
    }
    return byToken(authorization.substring(BEARER.length()).strip())
        .orElseThrow(Problems::unauthorized);
  }

  private Optional<Caller> byCertificate(HttpServletRequest request) {
    return request.getAttribute(CERTIFICATES) instanceof X509Certificate[] chain && chain.length > 0
        ? certificates.user(chain[0])
        : Optional.empty();
  }

  private Optional<Caller> byToken(String token) {
    return tokens.stream().flatMap(each -> each.user(token).stream()).findFirst();
  }
}
