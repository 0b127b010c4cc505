package dev.trierarch.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trierarch.deployment.Ports;
import io.fabric8.kubernetes.client.LocalPortForward;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** Pods, services and nodes are reached through the API server. */
@Tag("root")
@Tag("kubectl")
@ExtendWith(SharedCluster.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ProxyIT {

  static final String HELLO =
      """
      apiVersion: v1
      kind: Pod
      metadata: {name: hello, labels: {app: hello}}
      spec:
        containers:
        - {name: main, image: "localhost/trierarch/hello:1", ports: [{containerPort: 8080}]}
      ---
      apiVersion: v1
      kind: Service
      metadata: {name: hello}
      spec:
        selector: {app: hello}
        ports: [{name: web, port: 80, targetPort: 8080}]
      ---
      apiVersion: v1
      kind: Service
      metadata: {name: plain}
      spec:
        selector: {app: hello}
        ports: [{port: 80, targetPort: 8080}]
      ---
      apiVersion: v1
      kind: Service
      metadata: {name: empty}
      spec:
        selector: {app: nobody}
        ports: [{port: 80}]
      """;

  private final Workspace workspace;
  private final Cluster cluster;

  ProxyIT(Workspace workspace, Cluster cluster) {
    this.workspace = workspace;
    this.cluster = cluster;
  }

  @BeforeAll
  void startHello() {
    startHello(workspace);
  }

  static void startHello(Workspace workspace) {
    workspace.kubectlReads(HELLO, "create").succeeded();
    workspace.kubectlSays("wait", "pod/hello", "--for=condition=Ready", "--timeout=60s");
    Cluster.await(
        "the service has an endpoint",
        Duration.ofSeconds(60),
        () ->
            workspace
                    .http()
                    .get(workspace.core("services") + "/plain/proxy/")
                    .response()
                    .statusCode()
                == 200);
  }

  @Test
  void aPodAnswersAtThePortThatIsNamedOrAtItsFirst() {
    for (String name : new String[] {"hello", "hello:8080", "http:hello:8080", "http:hello:"}) {
      assertThat(workspace.kubectlSays("get", "--raw", pods() + "/" + name + "/proxy/x?y=1"))
          .startsWith("hello from hello (");
    }
    assertThat(workspace.kubectlSays("logs", "hello", "--tail=1")).contains("GET /x?y=1 HTTP/1.1");
  }

  @Test
  void aServiceAnswersByNameAndNumberOfItsPort() {
    for (String name : new String[] {"hello:web", "hello:80", "http:hello:web", "plain"}) {
      workspace.http().get(services() + "/" + name + "/proxy/").is(200);
    }
  }

  @Test
  void aNodeAnswersFromItsAgent() {
    String node = workspace.kubectlSays("get", "pod", "hello", "-o", "jsonpath={.spec.nodeName}");
    assertThat(workspace.http().get("/api/v1/nodes/" + node + "/proxy/healthz").is(200).text())
        .isEqualTo("ok");
    assertThat(workspace.http().get("/api/v1/nodes/" + node + "/proxy/pods").is(200).text())
        .contains("\"hello\"");
    workspace.http().get("/api/v1/nodes/" + node + "/proxy/nothing").is(404);
  }

  @Test
  void aRootWithoutItsSlashIsSentThere() {
    assertThat(workspace.http().get(pods() + "/hello/proxy?a=b").is(301).header("Location"))
        .isEqualTo(pods() + "/hello/proxy/?a=b");
  }

  @Test
  void whoCannotBeReachedIsNamed() {
    refused(503, services() + "/empty/proxy/", "no endpoints available for service \\\"empty\\\"");
    refused(503, services() + "/hello/proxy/", "no endpoints available for service \\\"hello\\\"");
    refused(503, services() + "/hello:81/proxy/", "no service port 81 found for service");
    refused(
        503,
        pods() + "/hello:8081/proxy/",
        "error trying to reach service: connect: connection refused");
    refused(404, pods() + "/nobody/proxy/", "pods \\\"nobody\\\" not found");
    refused(404, services() + "/nobody/proxy/", "services \\\"nobody\\\" not found");
    refused(404, "/api/v1/nodes/nobody/proxy/", "nodes \\\"nobody\\\" not found");
    refused(400, pods() + "/ftp:hello:21/proxy/", "invalid pod request \\\"ftp:hello:21\\\"");
  }

  @Test
  void aPortOfAPodIsForwardedToThisMachine() throws IOException {
    int port = Ports.free();
    Process forward =
        new ProcessBuilder(
                "kubectl",
                "--kubeconfig",
                cluster.data().resolve("kubeconfig").toString(),
                "--namespace",
                workspace.namespace(),
                "port-forward",
                "pod/hello",
                port + ":8080")
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      Cluster.await(
          "the pod answers here",
          Duration.ofSeconds(60),
          () -> answerAt(port).startsWith("hello from hello ("));
    } finally {
      forward.destroy();
    }
  }

  @Test
  void aPortIsForwardedForClientLibrariesToo() throws IOException {
    try (LocalPortForward forward =
        workspace.fabric8().pods().withName("hello").portForward(8080)) {
      assertThat(answerAt(forward.getLocalPort())).startsWith("hello from hello (");
      assertThat(answerAt(forward.getLocalPort())).startsWith("hello from hello (");
    }
  }

  private static String answerAt(int port) {
    try (InputStream in = URI.create("http://127.0.0.1:" + port + "/").toURL().openStream()) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      return "";
    }
  }

  @Test
  void logsAndWatchesAreReadOverAWebSocket() {
    assertThat(
            workspace
                .http()
                .firstMessage(
                    pods()
                        + "?watch=true&resourceVersion=0&sendInitialEvents=true"
                        + "&resourceVersionMatch=NotOlderThan&allowWatchBookmarks=true"))
        .startsWith("{\"type\":\"ADDED\"");
    String log = workspace.http().firstMessage(pods() + "/hello/log", "base64.binary.k8s.io");
    assertThat(new String(Base64.getDecoder().decode(log), StandardCharsets.UTF_8))
        .contains("listening on port 8080");
  }

  private void refused(int code, String path, String words) {
    assertThat(workspace.http().get(path).is(code).text()).contains("\"kind\":\"Status\"", words);
  }

  private String pods() {
    return workspace.core("pods");
  }

  private String services() {
    return workspace.core("services");
  }
}
