package dev.trierarch.api.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trierarch.api.Objects;
import dev.trierarch.registry.bootstrap.Bootstrap;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class ComponentsTest {

  private final Objects objects = new Objects();
  private final Components components =
      new Components(
          objects.store,
          new HealthChecks(objects.store, new Bootstrap(null, null, null, null)),
          objects.clock);

  private JsonNode condition(String name) {
    return components.all().stream()
        .filter(one -> one.key().name().equals(name))
        .findFirst()
        .orElseThrow()
        .tree()
        .at("/conditions/0");
  }

  @Test
  void upstreamsNamesAreKnownAndWellInAProcessThatIsAlone() {
    assertThat(components.all())
        .extracting(one -> one.key().name())
        .isEqualTo(List.of("controller-manager", "etcd-0", "scheduler"));
    assertThat(components.all())
        .allSatisfy(
            one -> {
              JsonNode condition = one.tree().at("/conditions/0");
              assertThat(condition.path("type").asString()).isEqualTo("Healthy");
              assertThat(condition.path("status").asString()).isEqualTo("True");
              assertThat(condition.path("message").asString()).isEqualTo("ok");
            });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          a  | 2026-01-02T03:04:01.000000Z | True  | ok
          a  | 2026-01-02T03:03:50.000000Z | False | lease kube-system/kube-scheduler was not renewed by a in time
          '' | 2026-01-02T03:04:01.000000Z | False | lease kube-system/kube-scheduler is held by nobody
          """)
  void ofSeveralTheLeaseTellsWhetherOneLeads(
      String holder, String renewed, String status, String message) {
    objects.put(
        "leases.coordination.k8s.io",
        "kube-system",
        "kube-scheduler",
        "{spec: {holderIdentity: '%s', leaseDurationSeconds: 15, renewTime: '%s'}}"
            .formatted(holder, renewed));

    assertThat(condition("scheduler").path("status").asString()).isEqualTo(status);
    assertThat(condition("scheduler").path("message").asString()).isEqualTo(message);
    assertThat(condition("controller-manager").path("status").asString()).isEqualTo("True");
  }
}
