package dev.trierarch.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.DeletionPropagation;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.kubernetes.client.openapi.ApiException;
import io.kubernetes.client.openapi.apis.CoreV1Api;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** What is deleted takes along what it owns, or leaves it, or waits for it, as the client says. */
@Tag("kubectl")
@ExtendWith(SharedCluster.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DeletingIT {

  private static final Duration AT_MOST = Duration.ofSeconds(60);

  private final Workspace workspace;

  DeletingIT(Workspace workspace) {
    this.workspace = workspace;
  }

  @Test
  void whatIsOwnedGoesWithItsOwnerInTheBackground() {
    own("background-owner", "background-owned");
    delete("background-owner", DeletionPropagation.BACKGROUND);

    awaitGone("background-owned");
  }

  @Test
  void inTheForegroundTheOwnerWaitsForWhatItOwns() {
    own("foreground-owner", "foreground-owned");
    holdWithFinalizer("foreground-owned");
    delete("foreground-owner", DeletionPropagation.FOREGROUND);

    Cluster.await("the owned is being deleted", AT_MOST, () -> isDeleting("foreground-owned"));
    assertThat(find("foreground-owner").orElseThrow().getMetadata().getFinalizers())
        .containsExactly("foregroundDeletion");
    letGo("foreground-owned");
    awaitGone("foreground-owned");
    awaitGone("foreground-owner");
  }

  @Test
  void anOrphanStaysAndHasNoOwner() {
    own("orphan-owner", "orphan");
    delete("orphan-owner", DeletionPropagation.ORPHAN);

    awaitGone("orphan-owner");
    assertThat(find("orphan").orElseThrow().getMetadata().getOwnerReferences()).isEmpty();
  }

  @Test
  void aFinalizerHoldsAnObjectThatKubectlWaitsFor() {
    create("held", Map.of());
    holdWithFinalizer("held");

    assertThat(workspace.kubectlSays("delete", "configmap", "held", "--wait=false"))
        .isEqualTo("configmap \"held\" deleted");
    assertThat(
            workspace
                .kubectl("wait", "--for=delete", "configmap/held", "--timeout=1s")
                .failed()
                .text())
        .contains("timed out waiting");
    letGo("held");
    workspace.kubectlSays("wait", "--for=delete", "configmap/held", "--timeout=60s");
  }

  @Test
  void aCollectionIsDeletedByItsLabels() throws ApiException {
    create("collected-1", Map.of("collected", "yes"));
    create("collected-2", Map.of("collected", "yes"));
    create("left-alone", Map.of("collected", "no"));

    new CoreV1Api(workspace.official())
        .deleteCollectionNamespacedConfigMap(workspace.namespace())
        .labelSelector("collected=yes")
        .execute();
    assertThat(find("collected-1")).isEmpty();
    assertThat(find("collected-2")).isEmpty();
    assertThat(find("left-alone")).isPresent();
  }

  @Test
  void aPodThatRunsNowhereGoesAtOnceAndOneWithGraceSaysUntilWhen() {
    String pod =
        """
        {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "%s", "finalizers": ["example.com/hold"]},
         "spec": {"schedulerName": "nobody", "containers": [{"name": "a", "image": "localhost/nothing:1"}]}}
        """;
    workspace.kubectlReads(pod.formatted("graceful"), "create").succeeded();
    String path = workspace.core("pods/graceful");
    workspace
        .http()
        .post(path + "/binding", "{\"target\":{\"kind\":\"Node\",\"name\":\"nowhere\"}}")
        .is(201);

    var deleting = workspace.http().delete(path + "?gracePeriodSeconds=7", "").is(200).json();
    assertThat(deleting.at("/metadata/deletionGracePeriodSeconds").intValue()).isEqualTo(7);
    var sooner = workspace.http().delete(path, "{\"gracePeriodSeconds\":0}").is(200).json();
    assertThat(sooner.at("/metadata/deletionGracePeriodSeconds").intValue()).isZero();
    workspace.kubectlSays("patch", "pod", "graceful", "-p", "{\"metadata\":{\"finalizers\":null}}");
    workspace.kubectlSays("wait", "--for=delete", "pod/graceful", "--timeout=60s");
  }

  @Test
  void aPreconditionThatDoesNotHoldKeepsTheObject() {
    create("guarded", Map.of());
    String path = workspace.core("configmaps/guarded");

    String conflict =
        workspace
            .http()
            .delete(path, "{\"preconditions\":{\"uid\":\"another\"}}")
            .is(409)
            .json()
            .path("message")
            .asString();
    assertThat(conflict).contains("the UID in the precondition (another) does not match");
    assertThat(find("guarded")).isPresent();
  }

  private void own(String owner, String owned) {
    ConfigMap made = create(owner, Map.of());
    workspace
        .fabric8()
        .resource(
            new ConfigMapBuilder()
                .withNewMetadata()
                .withName(owned)
                .withOwnerReferences(
                    new OwnerReferenceBuilder()
                        .withApiVersion("v1")
                        .withKind("ConfigMap")
                        .withName(owner)
                        .withUid(made.getMetadata().getUid())
                        .withBlockOwnerDeletion(true)
                        .build())
                .endMetadata()
                .build())
        .create();
  }

  private ConfigMap create(String name, Map<String, String> labels) {
    return workspace
        .fabric8()
        .resource(
            new ConfigMapBuilder()
                .withNewMetadata()
                .withName(name)
                .withLabels(labels)
                .endMetadata()
                .build())
        .create();
  }

  private void delete(String name, DeletionPropagation propagation) {
    workspace.fabric8().configMaps().withName(name).withPropagationPolicy(propagation).delete();
  }

  private void holdWithFinalizer(String name) {
    finalizers(name, "[\"example.com/hold\"]");
  }

  private void letGo(String name) {
    finalizers(name, "null");
  }

  private void finalizers(String name, String finalizers) {
    workspace
        .http()
        .patch(
            workspace.core("configmaps/" + name),
            "merge-patch+json",
            "{\"metadata\":{\"finalizers\":" + finalizers + "}}")
        .is(200);
  }

  private Optional<ConfigMap> find(String name) {
    return Optional.ofNullable(workspace.fabric8().configMaps().withName(name).get());
  }

  private boolean isDeleting(String name) {
    return find(name).orElseThrow().getMetadata().getDeletionTimestamp() != null;
  }

  private void awaitGone(String name) {
    Cluster.await(name + " is gone", AT_MOST, () -> find(name).isEmpty());
  }
}
