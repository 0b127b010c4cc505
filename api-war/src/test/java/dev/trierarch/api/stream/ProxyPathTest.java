package dev.trierarch.api.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProxyPathTest {

  private static final String POD = "/api/v1/namespaces/a/pods/web/proxy";

  @Test
  void whatFollowsTheWordProxyIsTheOtherServers() {
    assertThat(ProxyPath.of(POD, true)).isEqualTo(new ProxyPath(POD, ""));
    assertThat(ProxyPath.of(POD + "/", true)).isEqualTo(new ProxyPath(POD, "/"));
    assertThat(ProxyPath.of(POD + "/x%20y/proxy/", true))
        .isEqualTo(new ProxyPath(POD, "/x%20y/proxy/"));
    assertThat(ProxyPath.of("/api/v1/nodes/one/proxy/stats/summary", false))
        .isEqualTo(new ProxyPath("/api/v1/nodes/one/proxy", "/stats/summary"));
  }

  @ParameterizedTest
  @CsvSource({
    "/login?next=1, /api/v1/namespaces/a/pods/web/proxy/login?next=1",
    "http://10.0.0.7:8080/login, /api/v1/namespaces/a/pods/web/proxy/login",
    "/api/v1/namespaces/a/pods/web/proxy/in, /api/v1/namespaces/a/pods/web/proxy/in",
    "sibling, sibling",
    "https://example.org/in, https://example.org/in",
    "not a location, not a location"
  })
  void aRedirectToItselfComesBackThroughTheProxy(String location, String expected) {
    ProxyPath path = new ProxyPath(POD, "/");

    assertThat(path.location(location, Set.of("10.0.0.7:8080"))).isEqualTo(expected);
  }

  @Test
  void whatIsEncodedStaysAndWhatMustBeBecomes() {
    assertThat(ProxyPath.encoded("/a%2Fb?x=[1]|é")).isEqualTo("/a%2Fb?x=%5B1%5D%7C%C3%A9");
  }
}
