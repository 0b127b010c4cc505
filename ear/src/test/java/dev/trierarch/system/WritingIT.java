package dev.trierarch.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trierarch.system.Cluster.Output;
import dev.trierarch.system.Http.Answer;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** What clients write, in every way there is to write, is what is kept, and nothing else is. */
@Tag("kubectl")
@ExtendWith(SharedCluster.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WritingIT {

  private static final String TWO_CONTAINERS =
      """
      {"apiVersion": "apps/v1", "kind": "Deployment", "metadata": {"name": "%s"}, "spec": {
        "replicas": 0, "selector": {"matchLabels": {"app": "a"}}, "template": {
          "metadata": {"labels": {"app": "a"}}, "spec": {"containers": [
            {"name": "one", "image": "localhost/one:1", "env": [{"name": "A", "value": "1"}]},
            {"name": "two", "image": "localhost/two:1"}]}}}}
      """;

  private final Workspace workspace;

  WritingIT(Workspace workspace) {
    this.workspace = workspace;
  }

  @Test
  void aGeneratedNameBeginsWithItsPrefix() {
    ConfigMap created =
        workspace
            .fabric8()
            .resource(
                new ConfigMapBuilder()
                    .withNewMetadata()
                    .withGenerateName("made-")
                    .endMetadata()
                    .build())
            .create();

    assertThat(created.getMetadata().getName()).matches("made-[bcdfghjklmnpqrstvwxz2456789]{5}");
  }

  @Test
  void threeKindsOfPatchDoWhatTheyAreFor() {
    configMap("patched", "colour", "blue");
    patch("patched", PatchType.JSON, "[{\"op\":\"add\",\"path\":\"/data/size\",\"value\":\"9\"}]");
    patch("patched", PatchType.JSON_MERGE, "{\"data\":{\"colour\":null,\"shape\":\"round\"}}");
    ConfigMap patched =
        patch("patched", PatchType.STRATEGIC_MERGE, "{\"data\":{\"weight\":\"1\"}}");

    assertThat(patched.getData())
        .containsOnlyKeys("size", "shape", "weight")
        .containsEntry("size", "9");
  }

  @Test
  void aStrategicPatchMergesListsByTheirKeysAndFollowsDirectives() {
    workspace.kubectlReads(TWO_CONTAINERS.formatted("merged"), "create").succeeded();
    patchTemplate(
        "{\"containers\":[{\"name\":\"one\",\"env\":[{\"name\":\"B\",\"value\":\"2\"}]}]}");
    assertThat(template("{.containers[*].name} {.containers[?(@.name=='one')].env[*].name}"))
        .isEqualTo("one two B A");

    patchTemplate("{\"containers\":[{\"name\":\"two\",\"$patch\":\"delete\"}]}");
    patchTemplate(
        "{\"$setElementOrder/containers\":[{\"name\":\"three\"},{\"name\":\"one\"}],"
            + "\"containers\":[{\"name\":\"three\",\"image\":\"localhost/three:1\"}]}");
    assertThat(template("{.containers[*].name}")).isEqualTo("three one");

    patchTemplate(
        "{\"containers\":[{\"$patch\":\"replace\"},{\"name\":\"four\",\"image\":\"localhost/four:1\"}]}");
    assertThat(template("{.containers[*].name}")).isEqualTo("four");
  }

  private void patchTemplate(String podSpec) {
    workspace.kubectlSays(
        "patch",
        "deployment",
        "merged",
        "-p",
        "{\"spec\":{\"template\":{\"spec\":" + podSpec + "}}}");
  }

  private String template(String path) {
    return workspace.kubectlSays(
        "get",
        "deployment",
        "merged",
        "-o",
        "jsonpath=" + path.replace("{.", "{.spec.template.spec."));
  }

  @Test
  void aDryRunAnswersAsIfAndKeepsNothing() {
    ConfigMap answered =
        workspace
            .fabric8()
            .resource(
                new ConfigMapBuilder().withNewMetadata().withName("dry").endMetadata().build())
            .dryRun(true)
            .create();

    assertThat(answered.getMetadata().getUid()).isNotEmpty();
    assertThat(workspace.fabric8().configMaps().withName("dry").get()).isNull();
    assertThat(workspace.kubectlSays("create", "configmap", "dry", "--dry-run=server"))
        .isEqualTo("configmap/dry created (server dry run)");
    assertThat(workspace.kubectl("get", "configmap", "dry").failed().text()).contains("NotFound");
  }

  @Test
  void unknownAndDuplicateFieldsAreRefusedOrWarnedOfOrIgnored() {
    String twice =
        """
        {"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "fields", "nom": "f"},
         "data": {"a": "1", "a": "2"}, "dato": {}}
        """;
    Answer strict = create(twice, "Strict").is(400);
    Answer warned = create(twice, "Warn").is(201);

    assertThat(strict.json().path("message").asString())
        .contains(
            "strict decoding error: unknown field \"metadata.nom\", duplicate field \"data.a\","
                + " unknown field \"dato\"");
    assertThat(warned.response().headers().allValues("Warning"))
        .containsExactlyInAnyOrder(
            "299 - \"duplicate field \\\"data.a\\\"\"",
            "299 - \"unknown field \\\"dato\\\"\"",
            "299 - \"unknown field \\\"metadata.nom\\\"\"");
    assertThat(warned.json().at("/data/a").asString()).isEqualTo("2");
    workspace.kubectlSays("delete", "configmap", "fields");
    assertThat(create(twice, "Ignore").is(201).response().headers().allValues("Warning")).isEmpty();
  }

  private Answer create(String object, String fieldValidation) {
    return workspace
        .http()
        .post(workspace.core("configmaps") + "?fieldValidation=" + fieldValidation, object);
  }

  @Test
  void aPatchIsReadAsCloselyAsAnObject() {
    workspace.kubectlSays("create", "configmap", "closely-read");
    Answer warned =
        patch("closely-read", "Warn", "{\"data\":{\"a\":\"1\",\"a\":\"2\"},\"dato\":{}}").is(200);
    assertThat(warned.response().headers().allValues("Warning"))
        .containsExactlyInAnyOrder(
            "299 - \"duplicate field \\\"data.a\\\"\"", "299 - \"unknown field \\\"dato\\\"\"");
    for (String wrong :
        List.of("{\"data\":{\"a\":\"1\",\"a\":\"2\"}}", "{\"dato\":{}}", "{\"data\":{\"a\":{}}}")) {
      Answer refused = patch("closely-read", "Strict", wrong).is(422);
      assertThat(refused.json().path("reason").asString()).isEqualTo("Invalid");
      assertThat(refused.json().at("/details/causes/0/field").asString()).isEqualTo("patch");
    }
  }

  private Answer patch(String name, String validation, String patch) {
    return workspace
        .http()
        .patch(
            "/api/v1/namespaces/"
                + workspace.namespace()
                + "/configmaps/"
                + name
                + "?fieldValidation="
                + validation,
            "merge-patch+json",
            patch);
  }

  @Test
  void kubectlShowsWarningsAndRefusals() {
    String unknown =
        """
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: warned}
        dato: {}
        """;
    Output refused = workspace.kubectlReads(unknown, "create");
    Output warned = workspace.kubectlReads(unknown, "create", "--validate=warn");

    assertThat(refused.failed().text()).contains("strict decoding error: unknown field \"dato\"");
    assertThat(warned.succeeded().text())
        .contains("Warning: unknown field \"dato\"", "configmap/warned created");
  }

  @Test
  void generationRisesWithTheSpecAlone() {
    workspace.kubectlReads(TWO_CONTAINERS.formatted("counted"), "create").succeeded();
    assertThat(generation()).isEqualTo("1");
    workspace.kubectlSays("label", "deployment", "counted", "a=b");
    assertThat(generation()).isEqualTo("1");
    workspace.kubectlSays("patch", "deployment", "counted", "-p", "{\"spec\":{\"paused\":true}}");
    assertThat(generation()).isEqualTo("2");
    workspace.kubectlSays(
        "patch",
        "deployment",
        "counted",
        "--subresource=status",
        "-p",
        "{\"status\":{\"replicas\":9},\"spec\":{\"replicas\":5}}");
    assertThat(generation()).isEqualTo("2");
  }

  private String generation() {
    return workspace.kubectlSays(
        "get", "deployment", "counted", "-o", "jsonpath={.metadata.generation}");
  }

  @Test
  void twoClientsWithTheSameRevisionAreToldOfEachOther() {
    ConfigMap read = configMap("shared", "writer", "nobody");
    ConfigMap first = new ConfigMapBuilder(read).addToData("writer", "first").build();
    ConfigMap second = new ConfigMapBuilder(read).addToData("writer", "second").build();

    workspace.fabric8().resource(first).lockResourceVersion().update();
    assertThatThrownBy(() -> workspace.fabric8().resource(second).lockResourceVersion().update())
        .isInstanceOfSatisfying(
            KubernetesClientException.class,
            refused -> {
              assertThat(refused.getCode()).isEqualTo(409);
              assertThat(refused.getStatus().getReason()).isEqualTo("Conflict");
              assertThat(refused.getStatus().getMessage())
                  .contains(
                      "Operation cannot be fulfilled on configmaps \"shared\": the object has been"
                          + " modified; please apply your changes to the latest version and try"
                          + " again");
            });
    assertThat(workspace.fabric8().configMaps().withName("shared").get().getData())
        .containsEntry("writer", "first");
  }

  @Test
  void manyWritersWhoTryAgainLoseNothing() {
    configMap("counter", "start", "0");
    IntStream.range(0, 20)
        .parallel()
        .forEach(
            i -> Cluster.await("n" + i + " is written", Duration.ofSeconds(30), () -> count(i)));

    assertThat(workspace.fabric8().configMaps().withName("counter").get().getData()).hasSize(21);
  }

  /** Whether nobody else wrote between the reading and the writing. */
  private boolean count(int i) {
    try {
      workspace
          .fabric8()
          .configMaps()
          .withName("counter")
          .edit(now -> new ConfigMapBuilder(now).addToData("n" + i, "1").build());
      return true;
    } catch (KubernetesClientException e) {
      assertThat(e.getCode()).isEqualTo(409);
      return false;
    }
  }

  private ConfigMap configMap(String name, String key, String value) {
    return workspace
        .fabric8()
        .resource(
            new ConfigMapBuilder()
                .withNewMetadata()
                .withName(name)
                .endMetadata()
                .addToData(key, value)
                .build())
        .create();
  }

  private ConfigMap patch(String name, PatchType type, String patch) {
    return workspace.fabric8().configMaps().withName(name).patch(PatchContext.of(type), patch);
  }
}
