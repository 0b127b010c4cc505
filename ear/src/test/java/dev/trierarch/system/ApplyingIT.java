package dev.trierarch.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** Who applies a field owns it: another who applies it is told whose it is, and may take it. */
@Tag("kubectl")
@ExtendWith(SharedCluster.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ApplyingIT {

  private static final String MANIFEST =
      """
      apiVersion: v1
      kind: ConfigMap
      metadata: {name: %s}
      data: %s
      """;

  private final Workspace workspace;

  ApplyingIT(Workspace workspace) {
    this.workspace = workspace;
  }

  @Test
  void fabric8AndKubectlAreToldOfEachOthersFields() {
    apply("shared", "colour", "blue", false);
    assertThat(
            workspace
                .kubectlReads(
                    MANIFEST.formatted("shared", "{colour: red}"), "apply", "--server-side")
                .failed()
                .text())
        .contains("Apply failed with 1 conflict: conflict with \"fabric8\": .data.colour");
    workspace
        .kubectlReads(
            MANIFEST.formatted("shared", "{colour: red}"),
            "apply",
            "--server-side",
            "--force-conflicts")
        .succeeded();

    assertThatThrownBy(() -> apply("shared", "colour", "green", false))
        .isInstanceOfSatisfying(
            KubernetesClientException.class,
            refused -> {
              assertThat(refused.getCode()).isEqualTo(409);
              assertThat(refused.getStatus().getDetails().getCauses())
                  .singleElement()
                  .satisfies(
                      cause -> {
                        assertThat(cause.getReason()).isEqualTo("FieldManagerConflict");
                        assertThat(cause.getField()).isEqualTo(".data.colour");
                        assertThat(cause.getMessage()).isEqualTo("conflict with \"kubectl\"");
                      });
            });
    assertThat(apply("shared", "colour", "green", true).getData()).containsEntry("colour", "green");
  }

  @Test
  void whatAnApplierNoLongerAppliesGoesUnlessAnotherAppliesItToo() {
    apply("left", "a", "1", false);
    workspace
        .kubectlReads(MANIFEST.formatted("left", "{a: '1', b: '2'}"), "apply", "--server-side")
        .succeeded();
    apply("left", "c", "3", false);

    assertThat(workspace.fabric8().configMaps().withName("left").get().getData())
        .containsOnlyKeys("a", "b", "c");
    workspace
        .kubectlReads(MANIFEST.formatted("left", "{b: '2'}"), "apply", "--server-side")
        .succeeded();
    assertThat(workspace.fabric8().configMaps().withName("left").get().getData())
        .containsOnlyKeys("b", "c");
  }

  @Test
  void kubectlAppliesWhatItAppliedBeforeAndShowsWhatWouldChange() {
    String manifest = MANIFEST.formatted("plain", "{a: '1', b: '2'}");
    assertThat(workspace.kubectlReads(manifest, "apply").succeeded().text())
        .contains("configmap/plain created");
    assertThat(workspace.kubectlReads(manifest, "apply").succeeded().text())
        .contains("configmap/plain unchanged");
    String changed = MANIFEST.formatted("plain", "{a: '9'}");
    assertThat(workspace.kubectlReads(changed, "diff").failed().text())
        .contains("-  a: \"1\"", "+  a: \"9\"", "-  b: \"2\"");
    assertThat(workspace.kubectlReads(changed, "apply").succeeded().text())
        .contains("configmap/plain configured");
    assertThat(workspace.kubectlSays("get", "configmap", "plain", "-o", "jsonpath={.data}"))
        .isEqualTo("{\"a\":\"9\"}");
  }

  private ConfigMap apply(String name, String key, String value, boolean force) {
    return workspace
        .fabric8()
        .resource(
            new ConfigMapBuilder()
                .withNewMetadata()
                .withName(name)
                .endMetadata()
                .addToData(key, value)
                .build())
        .patch(
            new PatchContext.Builder()
                .withPatchType(PatchType.SERVER_SIDE_APPLY)
                .withFieldManager("fabric8")
                .withForce(force)
                .build());
  }
}
