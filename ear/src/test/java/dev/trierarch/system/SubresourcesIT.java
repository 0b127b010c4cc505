package dev.trierarch.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.kubernetes.client.openapi.ApiException;
import io.kubernetes.client.openapi.apis.AppsV1Api;
import io.kubernetes.client.openapi.models.V1Scale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/** Each subresource changes its own part of an object and nothing else of it. */
@Tag("kubectl")
@ExtendWith(SharedCluster.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SubresourcesIT {

  private static final String PAUSED =
      """
      {"apiVersion": "apps/v1", "kind": "Deployment", "metadata": {"name": "%s"}, "spec": {
        "paused": true, "replicas": 1, "selector": {"matchLabels": {"app": "a"}}, "template": {
          "metadata": {"labels": {"app": "a"}},
          "spec": {"containers": [{"name": "one", "image": "localhost/one:1"}]}}}}
      """;
  private static final String POD =
      """
      {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "%s"}, "spec": {
        "schedulerName": "nobody", "containers": [{"name": "one", "image": "localhost/one:1",
          "resources": {"requests": {"cpu": "1"}, "limits": {"cpu": "1"}}}]}}
      """;

  private final Workspace workspace;

  SubresourcesIT(Workspace workspace) {
    this.workspace = workspace;
  }

  @Test
  void statusAndSpecCannotTouchEachOther() {
    workspace.kubectlReads(PAUSED.formatted("parts"), "create").succeeded();
    Deployment read = workspace.fabric8().apps().deployments().withName("parts").get();
    Deployment both =
        new DeploymentBuilder(read)
            .editSpec()
            .withMinReadySeconds(9)
            .endSpec()
            .editOrNewStatus()
            .withCollisionCount(7)
            .endStatus()
            .build();

    Deployment status = workspace.fabric8().resource(both).patchStatus();
    assertThat(status.getStatus().getCollisionCount()).isEqualTo(7);
    assertThat(status.getSpec().getMinReadySeconds()).isNull();
    workspace.kubectlSays(
        "patch",
        "deployment",
        "parts",
        "-p",
        "{\"spec\":{\"minReadySeconds\":9},\"status\":{\"collisionCount\":1}}");
    Deployment now = workspace.fabric8().apps().deployments().withName("parts").get();
    assertThat(now.getSpec().getMinReadySeconds()).isEqualTo(9);
    assertThat(now.getStatus().getCollisionCount()).isEqualTo(7);
  }

  @Test
  void aScaleIsReadAndReplacedByTheOfficialClientAndByKubectl() throws ApiException {
    workspace.kubectlReads(PAUSED.formatted("scaled"), "create").succeeded();
    AppsV1Api apps = new AppsV1Api(workspace.official());
    V1Scale scale = apps.readNamespacedDeploymentScale("scaled", workspace.namespace()).execute();
    assertThat(scale.getSpec().getReplicas()).isEqualTo(1);
    assertThat(scale.getStatus().getSelector()).isEqualTo("app=a");

    scale.getSpec().setReplicas(2);
    apps.replaceNamespacedDeploymentScale("scaled", workspace.namespace(), scale).execute();
    assertThat(replicas("scaled")).isEqualTo("2");
    assertThat(
            workspace
                .kubectl("scale", "deployment/scaled", "--current-replicas=9", "--replicas=1")
                .failed()
                .text())
        .contains("Expected replicas to be 9, was 2");
    workspace.kubectlSays("scale", "deployment/scaled", "--replicas=0");
    assertThat(replicas("scaled")).isEqualTo("0");
  }

  private String replicas(String deployment) {
    return workspace.kubectlSays(
        "get", "deployment", deployment, "-o", "jsonpath={.spec.replicas}");
  }

  @Test
  void aPodIsBoundOnceAndEvicted() {
    workspace.kubectlReads(POD.formatted("bound"), "create").succeeded();
    String pod = workspace.core("pods/bound");
    String binding = "{\"target\":{\"kind\":\"Node\",\"name\":\"nowhere\"}}";

    workspace.http().post(pod + "/binding", binding).is(201);
    assertThat(workspace.http().post(pod + "/binding", binding).is(409).text())
        .contains("pod bound is already assigned to node \\\"nowhere\\\"");
    String eviction =
        "{\"apiVersion\":\"policy/v1\",\"kind\":\"Eviction\",\"metadata\":{\"name\":\"bound\"},"
            + "\"deleteOptions\":{\"gracePeriodSeconds\":0}}";
    workspace.http().post(pod + "/eviction", eviction).is(201);
    workspace.http().get(pod).is(404);
  }

  @Test
  void aContainerIsAddedForDebuggingAndAnotherResized() {
    workspace.kubectlReads(POD.formatted("debugged"), "create").succeeded();
    String pod = workspace.core("pods/debugged");
    JsonNode debugged =
        workspace
            .http()
            .patch(
                pod + "/ephemeralcontainers",
                "strategic-merge-patch+json",
                "{\"spec\":{\"ephemeralContainers\":[{\"name\":\"debug\",\"image\":\"localhost/d:1\"}]}}")
            .is(200)
            .json();
    assertThat(debugged.at("/spec/ephemeralContainers/0/name").asString()).isEqualTo("debug");

    workspace.kubectlSays(
        "patch",
        "pod",
        "debugged",
        "--subresource=resize",
        "-p",
        "{\"spec\":{\"containers\":[{\"name\":\"one\",\"resources\":{\"requests\":{\"cpu\":\"500m\"},\"limits\":{\"cpu\":\"500m\"}}}]}}");
    assertThat(
            workspace
                .http()
                .get(pod)
                .json()
                .at("/spec/containers/0/resources/requests/cpu")
                .asString())
        .isEqualTo("500m");
  }

  @Test
  void aTokenIsForItsAccountAndAudience() {
    String token =
        workspace.kubectlSays("create", "token", "default", "--audience=example", "--duration=10m");
    JsonNode review =
        workspace
            .http()
            .post(
                "/apis/authentication.k8s.io/v1/tokenreviews",
                "{\"spec\":{\"audiences\":[\"example\"],\"token\":\"" + token + "\"}}")
            .is(201)
            .json();

    assertThat(review.at("/status/authenticated").booleanValue()).isTrue();
    assertThat(review.at("/status/user/username").asString())
        .isEqualTo("system:serviceaccount:" + workspace.namespace() + ":default");
  }
}
