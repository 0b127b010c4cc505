package dev.trierarch.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.api.model.StatusCause;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.kubernetes.client.openapi.ApiException;
import io.kubernetes.client.openapi.apis.CoreV1Api;
import io.kubernetes.client.openapi.models.V1ConfigMap;
import io.kubernetes.client.openapi.models.V1ObjectMeta;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A refusal reads in each client as it does with upstream: kubectl's text, exceptions' fields. */
@Tag("kubectl")
@ExtendWith(SharedCluster.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ClientErrorsIT {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String THERE =
      """
      {"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "there"}}
      """;
  private static final String NO_SEATS =
      """
      apiVersion: flowcontrol.apiserver.k8s.io/v1
      kind: PriorityLevelConfiguration
      metadata: {name: no-seats}
      spec:
        type: Limited
        limited: {nominalConcurrencyShares: 0, limitResponse: {type: Reject}}
      ---
      apiVersion: flowcontrol.apiserver.k8s.io/v1
      kind: FlowSchema
      metadata: {name: no-seats}
      spec:
        priorityLevelConfiguration: {name: no-seats}
        matchingPrecedence: 2
        rules:
        - subjects:
          - {kind: User, user: {name: turned-away}}
          resourceRules:
          - {verbs: ["*"], apiGroups: ["*"], resources: ["*"], namespaces: ["*"], clusterScope: true}
      """;

  private final Cluster cluster;
  private final Workspace workspace;

  ClientErrorsIT(Cluster cluster, Workspace workspace) {
    this.cluster = cluster;
    this.workspace = workspace;
  }

  @BeforeAll
  void prepare() {
    workspace.kubectlReads(THERE, "create").succeeded();
    cluster.apply(NO_SEATS);
    cluster.kubectlSays(
        "create", "clusterrolebinding", "turned-away", "--clusterrole=view", "--user=turned-away");
  }

  @AfterAll
  void cleanUp() {
    cluster.kubectlSays("delete", "flowschema,prioritylevelconfiguration", "no-seats");
    cluster.kubectlSays("delete", "clusterrolebinding", "turned-away");
  }

  @Test
  void notFound() {
    assertThat(kubectl("get", "configmap", "absent"))
        .isEqualTo("Error from server (NotFound): configmaps \"absent\" not found");
    fails(
        () -> workspace.fabric8().configMaps().withName("absent").edit(each -> each),
        () -> core().readNamespacedConfigMap("absent", workspace.namespace()).execute(),
        404,
        "NotFound",
        "configmaps \"absent\" not found");
  }

  @Test
  void alreadyExists() {
    assertThat(workspace.kubectlReads(THERE, "create").failed().text().strip())
        .isEqualTo(
            "Error from server (AlreadyExists): error when creating \"STDIN\": configmaps \"there\""
                + " already exists");
    fails(
        () -> workspace.fabric8().resource(THERE).create(),
        () -> core().createNamespacedConfigMap(workspace.namespace(), named("there")).execute(),
        409,
        "AlreadyExists",
        "configmaps \"there\" already exists");
  }

  @Test
  void conflict() {
    String problem =
        "Operation cannot be fulfilled on configmaps \"there\": the object has been modified;"
            + " please apply your changes to the latest version and try again";
    String stale = THERE.replace("\"there\"", "\"there\", \"resourceVersion\": \"1\"");
    assertThat(workspace.kubectlReads(stale, "replace").failed().text().strip())
        .isEqualTo("Error from server (Conflict): error when replacing \"STDIN\": " + problem);
    V1ConfigMap old = named("there");
    old.getMetadata().setResourceVersion("1");
    fails(
        () ->
            workspace
                .fabric8()
                .resource(
                    new ConfigMapBuilder()
                        .withNewMetadata()
                        .withName("there")
                        .withResourceVersion("1")
                        .endMetadata()
                        .build())
                .update(),
        () -> core().replaceNamespacedConfigMap("there", workspace.namespace(), old).execute(),
        409,
        "Conflict",
        problem);
  }

  @Test
  void invalidInSeveralWays() {
    String wrong =
        """
        {"apiVersion": "v1", "kind": "Service", "metadata": {"name": "wrong"},
         "spec": {"type": "Any", "ports": [{"port": 70000}]}}
        """;
    assertThat(workspace.kubectlReads(wrong, "create").failed().text().strip().lines())
        .startsWith("The Service \"wrong\" is invalid: ")
        .contains(
            "* spec.ports[0].port: Invalid value: 70000: must be between 1 and 65535, inclusive",
            "* spec.type: Unsupported value: \"Any\": supported values: \"ClusterIP\","
                + " \"ExternalName\", \"LoadBalancer\", \"NodePort\"");
    KubernetesClientException refused =
        catchThrowableOfType(
            KubernetesClientException.class, () -> workspace.fabric8().resource(wrong).create());
    assertThat(refused.getCode()).isEqualTo(422);
    assertThat(refused.getStatus().getReason()).isEqualTo("Invalid");
    assertThat(refused.getStatus().getDetails().getKind()).isEqualTo("Service");
    assertThat(refused.getStatus().getDetails().getCauses())
        .extracting(StatusCause::getField, StatusCause::getReason)
        .contains(
            tuple("spec.type", "FieldValueNotSupported"),
            tuple("spec.ports[0].port", "FieldValueInvalid"));
  }

  @Test
  void forbidden() {
    String problem =
        "secrets is forbidden: User \"nobody\" cannot list resource \"secrets\" in API group \"\" in"
            + " the namespace \"%s\"".formatted(workspace.namespace());
    assertThat(kubectl("get", "secrets", "--as=nobody"))
        .isEqualTo("Error from server (Forbidden): " + problem);
    try (KubernetesClient nobody = as("nobody")) {
      Status status = status(() -> nobody.secrets().list());
      assertThat(status.getCode()).isEqualTo(403);
      assertThat(status.getReason()).isEqualTo("Forbidden");
      assertThat(status.getMessage()).isEqualTo(problem);
      assertThat(status.getDetails().getKind()).isEqualTo("secrets");
    }
  }

  @Test
  void tooManyRequests() {
    Http.Answer answer =
        workspace
            .http()
            .get(workspace.core("configmaps"), "Impersonate-User", "turned-away")
            .is(429);
    assertThat(answer.header("Retry-After")).isEqualTo("1");
    try (KubernetesClient turnedAway = as("turned-away")) {
      Status status = status(() -> turnedAway.configMaps().list());
      assertThat(status.getCode()).isEqualTo(429);
      assertThat(status.getReason()).isEqualTo("TooManyRequests");
      assertThat(status.getMessage()).isEqualTo("Too many requests, please try again later.");
      assertThat(status.getDetails().getRetryAfterSeconds()).isEqualTo(1);
    }
  }

  @Test
  void timeout() {
    String future = "99999999999";
    // No kubectl here: told to ask again it does so ten times, as with upstream.
    Http.Answer answer =
        workspace.http().get(workspace.core("configmaps") + "?resourceVersion=" + future).is(504);
    assertThat(answer.header("Retry-After")).isEqualTo("1");
    assertThat(answer.json().path("message").asString())
        .startsWith("Timeout: Too large resource version: " + future + ", current: ");
    ApiException refused =
        catchThrowableOfType(
            ApiException.class,
            () ->
                core()
                    .listNamespacedConfigMap(workspace.namespace())
                    .resourceVersion(future)
                    .execute());
    assertThat(refused.getCode()).isEqualTo(504);
    JsonNode status = JSON.readTree(refused.getResponseBody());
    assertThat(status.path("reason").asString()).isEqualTo("Timeout");
    assertThat(status.at("/details/causes/0/reason").asString())
        .isEqualTo("ResourceVersionTooLarge");
  }

  private static void fails(
      ThrowingCallable byFabric8,
      ThrowingCallable officially,
      int code,
      String reason,
      String message) {
    Status status = status(byFabric8);
    assertThat(status.getCode()).isEqualTo(code);
    assertThat(status.getReason()).isEqualTo(reason);
    assertThat(status.getMessage()).isEqualTo(message);

    ApiException refused = catchThrowableOfType(ApiException.class, officially);
    assertThat(refused.getCode()).isEqualTo(code);
    JsonNode body = JSON.readTree(refused.getResponseBody());
    assertThat(body.path("reason").asString()).isEqualTo(reason);
    assertThat(body.path("message").asString()).isEqualTo(message);
  }

  private static Status status(ThrowingCallable call) {
    return catchThrowableOfType(KubernetesClientException.class, call).getStatus();
  }

  private static V1ConfigMap named(String name) {
    return new V1ConfigMap().metadata(new V1ObjectMeta().name(name));
  }

  private CoreV1Api core() {
    return new CoreV1Api(workspace.official());
  }

  private String kubectl(String... arguments) {
    return workspace.kubectl(arguments).failed().text().strip();
  }

  /** Another user, who does not try again on its own. */
  private KubernetesClient as(String user) {
    Config config =
        new ConfigBuilder(workspace.fabric8().getConfiguration())
            .withImpersonateUsername(user)
            .withRequestRetryBackoffLimit(0)
            .build();
    return new KubernetesClientBuilder().withConfig(config).build();
  }
}
