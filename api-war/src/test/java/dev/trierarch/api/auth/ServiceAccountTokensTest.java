package dev.trierarch.api.auth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trierarch.api.Objects;
import dev.trierarch.api.auth.ServiceAccountTokens.Bound;
import dev.trierarch.api.resource.Json;
import dev.trierarch.settings.Settings;
import dev.trierarch.store.ObjectKey;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.Signature;
import java.security.spec.RSAPublicKeySpec;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class ServiceAccountTokensTest {

  private static final ObjectKey BOT = new ObjectKey("serviceaccounts", "default", "bot");
  private static final Instant LATER = Objects.NOW.plusSeconds(600);

  @TempDir private Path directory;
  private Objects objects;
  private ServiceAccountTokens tokens;

  @BeforeEach
  void start() throws IOException, NoSuchAlgorithmException {
    writeKeys();
    objects = new Objects();
    objects.put("serviceaccounts", "default", "bot", "");
    objects.put("pods", "default", "p", "");
    tokens = tokens(Objects.NOW);
  }

  private void writeKeys() throws IOException, NoSuchAlgorithmException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(2048);
    KeyPair pair = generator.generateKeyPair();
    write("sa.key", "PRIVATE KEY", pair.getPrivate());
    write("sa.pub", "PUBLIC KEY", pair.getPublic());
  }

  private void write(String file, String label, Key key) throws IOException {
    String body = Base64.getMimeEncoder().encodeToString(key.getEncoded());
    Files.writeString(
        directory.resolve(file),
        "-----BEGIN " + label + "-----\n" + body + "\n-----END " + label + "-----\n");
  }

  private ServiceAccountTokens tokens(Instant now) {
    return new ServiceAccountTokens(objects.store, keys(), () -> now);
  }

  private ClusterKeys keys() {
    return new ClusterKeys(
        new Settings(Map.of("trierarch.pki.directory", directory.toString())::get));
  }

  private String issue(List<Bound> bound) {
    return tokens.issue(BOT, "uid-of-bot", List.of(ServiceAccountTokens.ISSUER), bound, LATER);
  }

  @Test
  void aTokenNamesItsAccountAndGroups() {
    var user = tokens.user(issue(List.of())).orElseThrow();
    assertThat(user.user()).isEqualTo("system:serviceaccount:default:bot");
    assertThat(user.uid()).isEqualTo("uid-of-bot");
    assertThat(user.groups())
        .containsExactly(
            "system:serviceaccounts", "system:serviceaccounts:default", "system:authenticated");
  }

  @Test
  void aTokenEndsWithItsTimeItsAccountOrItsPod() {
    String token = issue(List.of(new Bound("pod", "p", "uid-of-p")));
    assertThat(tokens.user(token)).isPresent();
    assertThat(tokens.user(token).orElseThrow().extra())
        .containsEntry("authentication.kubernetes.io/pod-name", List.of("p"));
    assertThat(tokens(LATER).user(token)).isEmpty();
    objects.delete("pods", "default", "p");
    assertThat(tokens.user(token)).isEmpty();
    String unbound = issue(List.of());
    objects.delete("serviceaccounts", "default", "bot");
    assertThat(tokens.user(unbound)).isEmpty();
  }

  @Test
  void aTokenForOthersDoesNotOpenTheApi() {
    String token = tokens.issue(BOT, "uid-of-bot", List.of("vault"), List.of(), LATER);
    assertThat(tokens.user(token)).isEmpty();
    assertThat(tokens.user(token, List.of("vault"))).isPresent();
  }

  @Test
  void whatWasChangedOrMadeUpIsNobodys() {
    String token = issue(List.of());
    String[] parts = token.split("\\.", -1);
    String forged =
        Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString("{\"alg\":\"none\"}".getBytes(StandardCharsets.UTF_8));
    assertThat(tokens.user(forged + "." + parts[1] + ".")).isEmpty();
    assertThat(tokens.user(parts[0] + "." + parts[1] + "." + parts[2].substring(4) + "AAAA"))
        .isEmpty();
    assertThat(tokens.user("eyJ.x.y")).isEmpty();
    assertThat(tokens.user("abcdef.0123456789abcdef")).isEmpty();
  }

  @Test
  void othersCanCheckATokenByThePublishedKey() throws GeneralSecurityException {
    String[] token = issue(List.of()).split("\\.", -1);
    JsonNode key = new IssuerDiscovery(keys()).keySet().path("keys").path(0);
    assertThat(Json.MAPPER.readTree(decoded(token[0])).path("kid")).isEqualTo(key.path("kid"));

    Signature signature = Signature.getInstance("SHA256withRSA");
    signature.initVerify(
        KeyFactory.getInstance("RSA")
            .generatePublic(new RSAPublicKeySpec(number(key, "n"), number(key, "e"))));
    signature.update((token[0] + "." + token[1]).getBytes(StandardCharsets.US_ASCII));
    assertThat(signature.verify(decoded(token[2]))).isTrue();
    assertThat(decoded(key.path("n").asString())).as("no sign").hasSize(256);
  }

  @Test
  void thePublishedIssuerIsTheTokens() {
    assertThat(IssuerDiscovery.configuration())
        .isEqualTo(
            Json.MAPPER.readTree(
                """
                {"issuer": "https://kubernetes.default.svc.cluster.local",
                 "jwks_uri": "https://kubernetes.default.svc.cluster.local/openid/v1/jwks",
                 "response_types_supported": ["id_token"],
                 "subject_types_supported": ["public"],
                 "id_token_signing_alg_values_supported": ["RS256"]}
                """));
  }

  private static BigInteger number(JsonNode key, String field) {
    return new BigInteger(1, decoded(key.path(field).asString()));
  }

  private static byte[] decoded(String text) {
    return Base64.getUrlDecoder().decode(text);
  }
}
