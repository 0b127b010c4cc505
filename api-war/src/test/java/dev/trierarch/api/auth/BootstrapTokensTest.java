package dev.trierarch.api.auth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trierarch.api.Objects;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.StringJoiner;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BootstrapTokensTest {

  private static final String TOKEN = "abcdef.0123456789abcdef";

  private final Objects objects = new Objects();
  private final BootstrapTokens tokens = new BootstrapTokens(objects.store, objects.clock);

  private void secret(Map<String, String> changes, String type) {
    Map<String, String> data = new LinkedHashMap<>();
    data.put("token-id", "abcdef");
    data.put("token-secret", "0123456789abcdef");
    data.put("usage-bootstrap-authentication", "true");
    data.put("expiration", "2026-01-02T04:00:00Z");
    data.putAll(changes);
    StringJoiner text = new StringJoiner(", ", "{", "}");
    data.forEach(
        (key, value) ->
            text.add(
                key
                    + ": "
                    + Base64.getEncoder().encodeToString(value.getBytes(StandardCharsets.UTF_8))));
    objects.put(
        "secrets",
        "kube-system",
        "bootstrap-token-abcdef",
        "{type: " + type + ", data: " + text + "}");
  }

  @Test
  void aGoodTokenIsABootstrapper() {
    secret(
        Map.of("auth-extra-groups", "system:bootstrappers:x,other"),
        "bootstrap.kubernetes.io/token");
    var user = tokens.user(TOKEN).orElseThrow();
    assertThat(user.user()).isEqualTo("system:bootstrap:abcdef");
    assertThat(user.groups())
        .containsExactly("system:bootstrappers", "system:bootstrappers:x", "system:authenticated");
  }

  @ParameterizedTest
  @CsvSource({
    "expiration,2026-01-02T03:04:05Z",
    "expiration,tomorrow",
    "token-secret,0123456789abcdee",
    "token-id,abcdeg",
    "usage-bootstrap-authentication,false"
  })
  void anotherIsNobody(String field, String value) {
    secret(Map.of(field, value), "bootstrap.kubernetes.io/token");
    assertThat(tokens.user(TOKEN)).isEmpty();
  }

  @Test
  void aSecretOfAnotherTypeIsNoToken() {
    secret(Map.of(), "Opaque");
    assertThat(tokens.user(TOKEN)).isEmpty();
    assertThat(tokens.user("nothing")).isEmpty();
  }
}
