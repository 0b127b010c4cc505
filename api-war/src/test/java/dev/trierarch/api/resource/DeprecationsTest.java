package dev.trierarch.api.resource;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trierarch.api.authz.RequestInfo;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DeprecationsTest {

  private static Optional<String> warning(String path) {
    return Deprecations.warningOf(RequestInfo.parse("GET", path, Query.parse("")));
  }

  @Test
  void whoAsksForEndpointsIsToldWhatToAskForInstead() {
    assertThat(warning("/api/v1/namespaces/default/endpoints/kubernetes"))
        .contains(
            "299 - \"v1 Endpoints is deprecated in v1.33+;"
                + " use discovery.k8s.io/v1 EndpointSlice\"");
    assertThat(warning("/api/v1/componentstatuses")).isPresent();
  }

  @Test
  void otherResourcesAreNotDeprecated() {
    assertThat(warning("/api/v1/pods")).isEmpty();
    assertThat(warning("/apis/example.com/v1/endpoints")).isEmpty();
    assertThat(warning("/version")).isEmpty();
  }
}
