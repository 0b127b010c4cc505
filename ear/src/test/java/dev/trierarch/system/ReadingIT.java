package dev.trierarch.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trierarch.system.Http.Answer;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.ConfigMapList;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.kubernetes.client.openapi.ApiException;
import io.kubernetes.client.openapi.apis.CoreV1Api;
import io.kubernetes.client.openapi.models.V1ConfigMapList;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/** Clients read with selectors, in chunks, at a revision of the past, and as tables. */
@Tag("kubectl")
@ExtendWith(SharedCluster.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReadingIT {

  private static final String TABLE = "application/json;as=Table;v=v1;g=meta.k8s.io";
  private static final String METADATA =
      "application/json;as=PartialObjectMetadata;v=v1;g=meta.k8s.io";
  private static final String METADATA_LIST =
      "application/json;as=PartialObjectMetadataList;v=v1;g=meta.k8s.io";

  private final Workspace workspace;

  ReadingIT(Workspace workspace) {
    this.workspace = workspace;
  }

  @BeforeAll
  void makeTenOfTwoColours() {
    for (int i = 0; i < 10; i++) {
      workspace
          .fabric8()
          .resource(
              new ConfigMapBuilder()
                  .withNewMetadata()
                  .withName("number-" + i)
                  .addToLabels("colour", i % 2 == 0 ? "red" : "blue")
                  .addToLabels("number", Integer.toString(i))
                  .endMetadata()
                  .addToData("number", Integer.toString(i))
                  .build())
          .create();
    }
  }

  @Test
  void labelSelectorsOfSetsChooseWhatKubectlShows() {
    assertThat(selected("colour=red,number in (0,1,2)")).isEqualTo("number-0 number-2");
    assertThat(selected("colour!=red,number notin (1,3)")).doesNotContain("number-0", "number-1");
    assertThat(selected("number,!colour")).isEmpty();
    assertThat(workspace.kubectl("get", "configmaps", "-l", "a in b").failed().text())
        .contains("unable to parse requirement");
  }

  private String selected(String selector) {
    return workspace.kubectlSays(
        "get", "configmaps", "-l", selector, "-o", "jsonpath={.items[*].metadata.name}");
  }

  @Test
  void fieldSelectorsChooseAndUnknownOnesAreRefused() throws ApiException {
    CoreV1Api core = new CoreV1Api(workspace.official());

    assertThat(
            core.listNamespacedConfigMap(workspace.namespace())
                .fieldSelector("metadata.name=number-3")
                .execute()
                .getItems())
        .singleElement()
        .satisfies(one -> assertThat(one.getData()).containsEntry("number", "3"));
    assertThatThrownBy(
            () ->
                core.listNamespacedConfigMap(workspace.namespace())
                    .fieldSelector("data.number=3")
                    .execute())
        .isInstanceOfSatisfying(
            ApiException.class,
            refused -> {
              assertThat(refused.getCode()).isEqualTo(400);
              assertThat(refused.getResponseBody())
                  .contains("is not a known field selector: only")
                  .contains("data.number");
            });
  }

  @Test
  void chunksAreOfOneRevisionAlthoughTheListChangesMeanwhile() throws ApiException {
    CoreV1Api core = new CoreV1Api(workspace.official());
    List<String> names = new ArrayList<>();
    V1ConfigMapList chunk = chunk(core, null);
    String revision = chunk.getMetadata().getResourceVersion();
    assertThat(chunk.getMetadata().getRemainingItemCount()).isPositive();
    workspace.kubectlSays("create", "configmap", "number-late");

    while (true) {
      chunk.getItems().forEach(one -> names.add(one.getMetadata().getName()));
      assertThat(chunk.getMetadata().getResourceVersion()).isEqualTo(revision);
      if (chunk.getMetadata().getContinue() == null) {
        break;
      }
      chunk = chunk(core, chunk.getMetadata().getContinue());
    }
    assertThat(names).hasSize(11).isSorted().doesNotContain("number-late");
    workspace.kubectlSays("delete", "configmap", "number-late");
  }

  private V1ConfigMapList chunk(CoreV1Api core, String rest) throws ApiException {
    return core.listNamespacedConfigMap(workspace.namespace()).limit(3)._continue(rest).execute();
  }

  @Test
  void aListOfAnExactRevisionShowsWhatWasThen() {
    ConfigMapList before = workspace.fabric8().configMaps().list();
    ConfigMap late =
        workspace
            .fabric8()
            .resource(
                new ConfigMapBuilder().withNewMetadata().withName("later").endMetadata().build())
            .create();
    ListOptionsBuilder then =
        new ListOptionsBuilder()
            .withResourceVersion(before.getMetadata().getResourceVersion())
            .withResourceVersionMatch("Exact");

    assertThat(workspace.fabric8().configMaps().list(then.build()).getItems())
        .hasSameSizeAs(before.getItems())
        .doesNotContain(late);
    assertThat(
            workspace
                .fabric8()
                .configMaps()
                .list(then.withResourceVersionMatch("NotOlderThan").build())
                .getItems())
        .contains(late);
    workspace.fabric8().resource(late).delete();
  }

  @Test
  void aTableHasOneRowAnObjectWithTheMetadataAlone() {
    JsonNode table =
        workspace
            .http()
            .get(workspace.core("configmaps") + "?labelSelector=number%3D4", "Accept", TABLE)
            .is(200)
            .json();

    assertThat(table.path("kind").asString()).isEqualTo("Table");
    assertThat(table.at("/columnDefinitions").findValuesAsString("name"))
        .containsExactly("Name", "Data", "Age");
    assertThat(table.at("/rows/0/cells/0").asString()).isEqualTo("number-4");
    assertThat(table.at("/rows/0/object/kind").asString()).isEqualTo("PartialObjectMetadata");
    assertThat(table.at("/rows/0/object/data").isMissingNode()).isTrue();
  }

  @Test
  void metadataAloneIsServedOfOneAndOfMany() {
    String one = workspace.core("configmaps/number-1");
    JsonNode metadata = workspace.http().get(one, "Accept", METADATA).is(200).json();
    JsonNode list =
        workspace.http().get(workspace.core("configmaps"), "Accept", METADATA_LIST).is(200).json();

    assertThat(metadata.path("kind").asString()).isEqualTo("PartialObjectMetadata");
    assertThat(metadata.has("data")).isFalse();
    assertThat(list.path("kind").asString()).isEqualTo("PartialObjectMetadataList");
    assertThat(list.at("/items/0/metadata/name").asString()).isEqualTo("kube-root-ca.crt");
  }

  @Test
  void whatHasNoTableSaysNotAcceptable() {
    Answer answer =
        workspace
            .http()
            .send(
                "POST",
                "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews",
                "{\"spec\":{\"resourceAttributes\":{\"verb\":\"get\",\"resource\":\"pods\"}}}",
                "Content-Type",
                "application/json",
                "Accept",
                TABLE);

    assertThat(answer.is(406).json().path("reason").asString()).isEqualTo("NotAcceptable");
  }

  @Test
  void kubectlReadsInChunksAndSortsAndPicksColumns() {
    String text =
        workspace.kubectlSays(
            "get",
            "configmaps",
            "--chunk-size=2",
            "-l",
            "number",
            "--sort-by=.data.number",
            "-o",
            "custom-columns=N:.data.number");
    assertThat(text.lines()).startsWith("N", "0", "1").hasSize(11);
    assertThat(workspace.kubectlSays("get", "configmaps", "-L", "colour", "--show-labels"))
        .matches("(?s)NAME +DATA +AGE +COLOUR +LABELS\\s.*number-0 +1 +\\S+ +red +colour=red.*");
  }
}
