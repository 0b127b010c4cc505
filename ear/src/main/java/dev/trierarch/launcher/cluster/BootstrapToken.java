package dev.trierarch.launcher.cluster;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Map;
import java.util.function.BiConsumer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A short-lived token that an agent joins the cluster with.
 *
 * @param id six characters, no secret
 * @param secret sixteen characters
 */
public record BootstrapToken(String id, String secret) {

  private static final String ALPHABET = "abcdefghijklmnopqrstuvwxyz0123456789";
  private static final int ID_LENGTH = 6;
  private static final int SECRET_LENGTH = 16;
  private static final String SECRETS = "/api/v1/namespaces/kube-system/secrets";
  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** Makes a token and tells the cluster of it. */
  public static BootstrapToken create(ApiClient client, InstantSource clock, Duration lifetime) {
    SecureRandom random = new SecureRandom();
    BootstrapToken token = new BootstrapToken(text(random, ID_LENGTH), text(random, SECRET_LENGTH));
    client.create(SECRETS, token.secretObject(clock, lifetime));
    return token;
  }

  /** As an agent's {@code --token} takes it. */
  public String text() {
    return id + "." + secret;
  }

  private ObjectNode secretObject(InstantSource clock, Duration lifetime) {
    ObjectNode object = JSON.createObjectNode();
    object.put("apiVersion", "v1").put("kind", "Secret");
    object
        .putObject("metadata")
        .put("name", "bootstrap-token-" + id)
        .put("namespace", "kube-system");
    object.put("type", "bootstrap.kubernetes.io/token");
    Instant expiration = clock.instant().plus(lifetime).truncatedTo(ChronoUnit.SECONDS);
    Map.of(
            "token-id",
            id,
            "token-secret",
            secret,
            "description",
            "Made by the launcher for an agent to join.",
            "expiration",
            expiration.toString(),
            "usage-bootstrap-authentication",
            "true",
            "usage-bootstrap-signing",
            "true")
        .forEach(putBase64Into(object.putObject("data")));
    return object;
  }

  private static BiConsumer<String, String> putBase64Into(ObjectNode data) {
    return (name, value) ->
        data.put(name, Base64.getEncoder().encodeToString(value.getBytes(StandardCharsets.UTF_8)));
  }

  private static String text(SecureRandom random, int length) {
    return random
        .ints(length, 0, ALPHABET.length())
        .mapToObj(ALPHABET::charAt)
        .collect(StringBuilder::new, StringBuilder::append, StringBuilder::append)
        .toString();
  }

  /** Never the secret. */
  @Override
  public String toString() {
    return "BootstrapToken[" + id + "]";
  }
}
