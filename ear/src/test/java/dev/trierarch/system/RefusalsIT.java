package dev.trierarch.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trierarch.system.Cluster.Output;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A wrong manifest is refused with the field's path, in upstream's words, and nothing is kept. */
@Tag("kubectl")
@ExtendWith(SharedCluster.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RefusalsIT {

  private static final String NAMESPACE = "refusals-it";
  private static final String DEPLOYMENT =
      """
      {"apiVersion": "apps/v1", "kind": "Deployment", "metadata": {"name": "web"}, "spec": {
        "replicas": 0, "selector": {"matchLabels": {"app": "web"}}, "template": {
          "metadata": {"labels": {"app": "web"}},
          "spec": {"containers": [{"name": "web", "image": "localhost/nothing:1"}]}}}}
      """;

  private final Cluster cluster;

  RefusalsIT(Cluster cluster) {
    this.cluster = cluster;
  }

  @BeforeAll
  void makeNamespace() {
    cluster.kubectlSays("create", "namespace", NAMESPACE);
  }

  @AfterAll
  void deleteNamespace() {
    cluster.kubectlSays("delete", "namespace", NAMESPACE, "--timeout=60s");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          "replicas": 0                | "replicaz": 0                           | strict decoding error: unknown field "spec.replicaz"
          "replicas": 0                | "replicas": "two"                       | json: cannot unmarshal string into Go struct field DeploymentSpec.spec.replicas of type int32
          "replicas": 0                | "replicas": -1                          | spec.replicas: Invalid value: -1: must be greater than or equal to 0
          "image": "localhost/nothing:1" | "command": []                         | spec.template.spec.containers[0].image: Required value
          {"name": "web"}              | {"name": "Web_1"}                       | metadata.name: Invalid value: "Web_1": a lowercase RFC 1123 subdomain must consist of
          "matchLabels": {"app": "web"} | "matchLabels": {"app": "other"}        | spec.template.metadata.labels: Invalid value: {"app":"web"}: `selector` does not match template `labels`
          "image": "localhost/nothing:1" | "image": "a", "imagePullPolicy": "So" | spec.template.spec.containers[0].imagePullPolicy: Unsupported value: "So": supported values: "Always", "IfNotPresent", "Never"
          "image": "localhost/nothing:1" | "image": "a", "resources": {"limits": {"cpu": "much"}} | quantities must match the regular expression
          "image": "localhost/nothing:1" | "image": "a", "ports": [{"containerPort": 70000}] | spec.template.spec.containers[0].ports[0].containerPort: Invalid value: 70000: must be between 1 and 65535, inclusive
          "image": "localhost/nothing:1" | "image": "a", "volumeMounts": [{"name": "v", "mountPath": "/v"}] | spec.template.spec.containers[0].volumeMounts[0].name: Not found: "v"
          """)
  void aWrongManifestIsRefused(String right, String wrong, String problem) {
    assertThat(DEPLOYMENT).contains(right);
    Output refused = cluster.kubectlReads(DEPLOYMENT.replace(right, wrong), create());

    assertThat(refused.failed().text()).contains(problem);
    assertThat(in("get", "deployments", "-o", "name").succeeded().text()).isEmpty();
  }

  @Test
  void whatIsImmutableStaysAsItIs() {
    in("create", "service", "clusterip", "web", "--tcp=80").succeeded();
    assertThat(
            in("patch", "service", "web", "-p", "{\"spec\":{\"clusterIP\":\"10.96.9.9\"}}")
                .failed()
                .text())
        .contains("spec.clusterIPs[0]: Invalid value: [\"10.96.9.9\"]: may not change once set");
    in("create", "secret", "generic", "web", "--from-literal=password=verysecret").succeeded();
    assertThat(in("patch", "secret", "web", "-p", "{\"type\":\"other\"}").failed().text())
        .contains("type: Invalid value: \"other\": field is immutable");
  }

  @Test
  void aPatchThatDoesNotFitSaysWhere() {
    in("create", "configmap", "web").succeeded();

    String patch = "[{\"op\":\"remove\",\"path\":\"/data/nothing\"}]";
    assertThat(in("patch", "configmap", "web", "--type=json", "-p", patch).failed().text())
        .startsWith("The request is invalid: the server rejected our request")
        .contains("/data/nothing");
  }

  @Test
  void aRefusedSecretIsNotRepeated() {
    String secret =
        """
        {"apiVersion": "v1", "kind": "Secret", "metadata": {"name": "wrong"},
         "data": {"password": "not base64, but secret"}}
        """;
    assertThat(cluster.kubectlReads(secret, create()).failed().text())
        .contains("illegal base64 data")
        .doesNotContain("but secret");
  }

  @Test
  void whatIsMalformedIsABadRequest() {
    String path = "/api/v1/namespaces/" + NAMESPACE + "/configmaps";
    assertThat(cluster.kubectlReads("{", "create", "--raw", path, "-f", "-").failed().text())
        .contains("BadRequest");
    String unfit = "{\"apiVersion\":\"v1\",\"kind\":\"Pod\",\"metadata\":{\"name\":\"a\"}}";
    assertThat(cluster.kubectlReads(unfit, "create", "--raw", path, "-f", "-").failed().text())
        .contains("BadRequest");
  }

  private static String[] create() {
    return new String[] {"create", "-n", NAMESPACE, "-f", "-"};
  }

  private Output in(String... arguments) {
    return cluster.kubectlIn(NAMESPACE, arguments);
  }
}
