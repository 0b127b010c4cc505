package dev.trierarch.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Writers are told what their objects say in vain. */
class WarningsTest {

  private static final String WARNING =
      "spec.template.spec.nodeSelector[beta.kubernetes.io/os]: deprecated since v1.14; use"
          + " \"kubernetes.io/os\" instead";

  private final Cluster cluster = new Cluster();
  private List<String> ofCreate;

  @BeforeEach
  void createADeployment() {
    ofCreate =
        cluster
            .create(
                "deployments.apps",
                "default",
                """
                {metadata: {name: d}, spec: {selector: {matchLabels: {a: b}}, template: {
                  metadata: {labels: {a: b}},
                  spec: {nodeSelector: {beta.kubernetes.io/os: linux}, containers: [{name: c, image: i}]}}}}
                """)
            .warnings();
  }

  private List<String> modify(String subresource, String pointer, String field, int value) {
    return cluster
        .modify(
            "deployments.apps",
            "default",
            "d",
            subresource,
            object -> {
              object.withObject(pointer).put(field, value);
              return object;
            })
        .warnings();
  }

  @Test
  void whoeverCreatesIsWarned() {
    assertThat(ofCreate).containsExactly(WARNING);
  }

  @Test
  void soIsWhoeverChangesWhatIsToBeDone() {
    assertThat(modify("", "/spec", "minReadySeconds", 1)).containsExactly(WARNING);
    assertThat(modify("scale", "/spec", "replicas", 2)).containsExactly(WARNING);
  }

  @Test
  void whoeverReportsIsNotWarned() {
    assertThat(modify("status", "/status", "observedGeneration", 1)).isEmpty();
  }
}
