package dev.trierarch.api.auth;

import dev.trierarch.api.resource.Json;
import dev.trierarch.registry.Caller;
import dev.trierarch.store.ObjectKey;
import dev.trierarch.store.Store;
import dev.trierarch.store.StoredObject;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Issues tokens for service accounts and knows their users by them. */
@ApplicationScoped
public class ServiceAccountTokens implements TokenAuthenticator {

  /** Who issues the tokens, and the audience of tokens for the API itself. */
  public static final String ISSUER = "https://kubernetes.default.svc.cluster.local";

  private static final Map<String, String> BOUND_RESOURCES =
      Map.of("pod", "pods", "secret", "secrets");

  private final Store store;
  private final ClusterKeys keys;
  private final InstantSource clock;

  /** For the container's proxy. */
  ServiceAccountTokens() {
    this(null, null, null);
  }

  @Inject
  public ServiceAccountTokens(Store store, ClusterKeys keys, InstantSource clock) {
    this.store = store;
    this.keys = keys;
    this.clock = clock;
  }

  /**
   * What a token is bound to beside its account.
   *
   * @param claim {@code pod}, {@code secret} or {@code node}
   */
  public record Bound(String claim, String name, String uid) {}

  /** A token for a service account, valid until {@code expires} or until a bound object is gone. */
  public String issue(
      ObjectKey account, String uid, List<String> audiences, List<Bound> bound, Instant expires) {
    ObjectNode claims = Json.object();
    audiences.forEach(claims.putArray("aud")::add);
    long now = clock.instant().getEpochSecond();
    claims.put("exp", expires.getEpochSecond()).put("iat", now).put("iss", ISSUER);
    claims.put("jti", UUID.randomUUID().toString());
    ObjectNode kubernetes = claims.putObject("kubernetes.io");
    kubernetes.put("namespace", account.namespace());
    for (Bound each : bound) {
      kubernetes.putObject(each.claim()).put("name", each.name()).put("uid", each.uid());
    }
    kubernetes.putObject("serviceaccount").put("name", account.name()).put("uid", uid);
    claims.put("nbf", now);
    claims.put("sub", Users.SERVICE_ACCOUNT_PREFIX + account.namespace() + ":" + account.name());
    return Jwt.sign(claims, keys.tokenKey(), keys.tokenPublicKey());
  }

  @Override
  public Optional<Caller> user(String token) {
    return user(token, List.of(ISSUER));
  }

  /** The user of a token that is meant for one of these audiences. */
  public Optional<Caller> user(String token, List<String> audiences) {
    if (token.indexOf('.') < 0 || !token.startsWith("ey")) {
      return Optional.empty();
    }
    return Jwt.verify(token, keys.tokenPublicKey())
        .filter(this::isCurrent)
        .filter(claims -> isFor(claims, audiences))
        .filter(this::accountAndBoundObjectsExist)
        .map(ServiceAccountTokens::callerOf);
  }

  private boolean isCurrent(ObjectNode claims) {
    long now = clock.instant().getEpochSecond();
    return Json.text(claims, "iss").equals(ISSUER)
        && claims.path("exp").asLong(0) > now
        && claims.path("nbf").asLong(Long.MAX_VALUE) <= now;
  }

  private static boolean isFor(ObjectNode claims, List<String> audiences) {
    for (JsonNode audience : claims.path("aud")) {
      if (audience.isString() && audiences.contains(audience.stringValue())) {
        return true;
      }
    }
    return false;
  }

  private boolean accountAndBoundObjectsExist(ObjectNode claims) {
    JsonNode kubernetes = claims.path("kubernetes.io");
    String namespace = Json.text(kubernetes, "namespace");
    if (!exists("serviceaccounts", namespace, kubernetes.path("serviceaccount"))) {
      return false;
    }
    for (Map.Entry<String, String> bound : BOUND_RESOURCES.entrySet()) {
      JsonNode reference = kubernetes.path(bound.getKey());
      if (reference.isObject() && !exists(bound.getValue(), namespace, reference)) {
        return false;
      }
    }
    return true;
  }

  private boolean exists(String resource, String namespace, JsonNode reference) {
    ObjectKey key = new ObjectKey(resource, namespace, Json.text(reference, "name"));
    return store
        .image()
        .get(key)
        .map(StoredObject::uid)
        .filter(Json.text(reference, "uid")::equals)
        .isPresent();
  }

  private static Caller callerOf(ObjectNode claims) {
    JsonNode kubernetes = claims.path("kubernetes.io");
    String namespace = Json.text(kubernetes, "namespace");
    Map<String, List<String>> extra = new LinkedHashMap<>();
    extra.put(Users.CREDENTIAL_ID, List.of("JTI=" + Json.text(claims, "jti")));
    for (String bound : List.of("node", "pod")) {
      JsonNode reference = kubernetes.path(bound);
      if (reference.isObject()) {
        String prefix = "authentication.kubernetes.io/" + bound;
        extra.put(prefix + "-name", List.of(Json.text(reference, "name")));
        extra.put(prefix + "-uid", List.of(Json.text(reference, "uid")));
      }
    }
    return Users.user(
        Json.text(claims, "sub"),
        Json.text(kubernetes.path("serviceaccount"), "uid"),
        List.of(Users.SERVICE_ACCOUNTS, Users.SERVICE_ACCOUNTS + ":" + namespace),
        extra);
  }
}
