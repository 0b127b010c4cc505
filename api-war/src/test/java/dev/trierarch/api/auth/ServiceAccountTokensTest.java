package dev.trierarch.api.auth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trierarch.api.Objects;
import dev.trierarch.api.auth.ServiceAccountTokens.Bound;
import dev.trierarch.settings.Settings;
import dev.trierarch.store.ObjectKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Key;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
    Settings settings = new Settings(Map.of("trierarch.pki.directory", directory.toString())::get);
    return new ServiceAccountTokens(objects.store, new ClusterKeys(settings), () -> now);
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
            .encodeToString("{\"alg\":\"none\"}".getBytes(java.nio.charset.StandardCharsets.UTF_8));
    assertThat(tokens.user(forged + "." + parts[1] + ".")).isEmpty();
    assertThat(tokens.user(parts[0] + "." + parts[1] + "." + parts[2].substring(4) + "AAAA"))
        .isEmpty();
    assertThat(tokens.user("eyJ.x.y")).isEmpty();
    assertThat(tokens.user("abcdef.0123456789abcdef")).isEmpty();
  }
}
