package dev.trierarch.node.volume;

import dev.trierarch.node.api.ApiClient;
import dev.trierarch.node.api.ApiFailure;
import dev.trierarch.node.api.Json;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Secret;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Asks the API for what pods name. What it got is used again for some seconds, and for as long as
 * the API is away.
 */
public final class ApiObjects implements ClusterObjects {
  private static final Duration FRESH_FOR = Duration.ofSeconds(20);
  private static final int KEPT_OBJECTS_MAX = 1_000;

  private final ApiClient api;
  private final InstantSource clock;
  private final Map<String, Kept<?>> kept =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Kept<?>> eldest) {
          return size() > KEPT_OBJECTS_MAX;
        }
      };
  private final Map<String, Token> tokens = new LinkedHashMap<>();

  private record Kept<T>(Optional<T> object, Instant at) {}

  private record Token(String text, Instant renewAt, Instant expiresAt) {}

  public ApiObjects(ApiClient api, InstantSource clock) {
    this.api = api;
    this.clock = clock;
  }

  @Override
  public Optional<ConfigMap> configMap(String namespace, String name) {
    return find("/api/v1/namespaces/" + namespace + "/configmaps/" + name, ConfigMap.class);
  }

  @Override
  public Optional<Secret> secret(String namespace, String name) {
    return find("/api/v1/namespaces/" + namespace + "/secrets/" + name, Secret.class);
  }

  private <T> Optional<T> find(String path, Class<T> type) {
    Kept<?> known;
    synchronized (kept) {
      known = kept.get(path);
    }
    Instant now = clock.instant();
    if (known != null && known.object().isPresent() && now.isBefore(known.at().plus(FRESH_FOR))) {
      return known.object().map(type::cast);
    }
    try {
      Optional<T> fresh = api.find(path, type);
      synchronized (kept) {
        kept.put(path, new Kept<>(fresh, now));
      }
      return fresh;
    } catch (ApiFailure failure) {
      if (failure.isTransient() && known != null) {
        return known.object().map(type::cast);
      }
      throw failure;
    }
  }

  @Override
  public String serviceAccountToken(Pod pod, String audience, long expirationSeconds) {
    String key = pod.getMetadata().getUid() + "|" + audience + "|" + expirationSeconds;
    Instant now = clock.instant();
    Token known;
    synchronized (tokens) {
      tokens.values().removeIf(token -> token.expiresAt().isBefore(now));
      known = tokens.get(key);
    }
    if (known != null && now.isBefore(known.renewAt())) {
      return known.text();
    }
    try {
      Token fresh = request(pod, audience, expirationSeconds);
      synchronized (tokens) {
        tokens.put(key, fresh);
      }
      return fresh.text();
    } catch (ApiFailure failure) {
      if (failure.isTransient() && known != null) {
        return known.text();
      }
      throw failure;
    }
  }

  private Token request(Pod pod, String audience, long expirationSeconds) {
    String path =
        "/api/v1/namespaces/%s/serviceaccounts/%s/token"
            .formatted(
                pod.getMetadata().getNamespace(),
                pod.getSpec().getServiceAccountName() == null
                    ? "default"
                    : pod.getSpec().getServiceAccountName());
    JsonNode status =
        api.create(path, tokenRequest(pod, audience, expirationSeconds), JsonNode.class);
    status = status.path("status");
    Instant now = clock.instant();
    Instant expiresAt =
        OffsetDateTime.parse(status.path("expirationTimestamp").asString()).toInstant();
    Duration life = Duration.between(now, expiresAt);
    return new Token(
        status.path("token").asString(), now.plus(life.multipliedBy(4).dividedBy(5)), expiresAt);
  }

  private static ObjectNode tokenRequest(Pod pod, String audience, long expirationSeconds) {
    ObjectNode request = Json.MAPPER.createObjectNode();
    request.put("apiVersion", "authentication.k8s.io/v1").put("kind", "TokenRequest");
    ObjectNode spec = request.putObject("spec");
    spec.put("expirationSeconds", expirationSeconds);
    if (!audience.isEmpty()) {
      spec.putArray("audiences").add(audience);
    }
    spec.putObject("boundObjectRef")
        .put("apiVersion", "v1")
        .put("kind", "Pod")
        .put("name", pod.getMetadata().getName())
        .put("uid", pod.getMetadata().getUid());
    return request;
  }
}
