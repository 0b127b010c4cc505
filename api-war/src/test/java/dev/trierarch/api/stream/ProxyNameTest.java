package dev.trierarch.api.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProxyNameTest {

  @ParameterizedTest
  @CsvSource({
    "web, http, web, 80",
    "web:8080, http, web, 8080",
    "web:metrics, http, web, metrics",
    "http:web:, http, web, 80",
    "https:web:8443, https, web, 8443",
    "https:web:, https, web, 443"
  })
  void schemeNameAndPortAreTold(String text, String scheme, String name, String port) {
    ProxyName parsed = ProxyName.parse("pod", text);

    assertThat(parsed.schemeOrHttp()).isEqualTo(scheme);
    assertThat(parsed.name()).isEqualTo(name);
    assertThat(parsed.portOrUsual()).isEqualTo(port);
  }

  @ParameterizedTest
  @ValueSource(strings = {"web:", ":80", "ftp:web:21", "a:b:c:d", "https::443"})
  void anythingElseIsRefusedInUpstreamsWords(String text) {
    assertThatThrownBy(() -> ProxyName.parse("service", text))
        .hasMessage("invalid service request \"" + text + "\"");
  }
}
