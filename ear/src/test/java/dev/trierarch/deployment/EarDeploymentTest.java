package dev.trierarch.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trierarch.launcher.Waiting;
import dev.trierarch.launcher.cluster.ApiClient;
import dev.trierarch.launcher.pki.Pki;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What trierarch.ear, unchanged, does on every application server. */
@Tag("podless")
@Tag("servers")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class EarDeploymentTest {

  private static final Duration START = Duration.ofMinutes(3);
  private static final Duration REACTION = Duration.ofSeconds(60);
  private static final Duration LOOK = Duration.ofMillis(200);

  private static final String DEPLOYMENT =
      """
      {"apiVersion": "apps/v1", "kind": "Deployment", "metadata": {"name": "web"},
       "spec": {"replicas": 2, "selector": {"matchLabels": {"app": "web"}},
         "template": {"metadata": {"labels": {"app": "web"}},
           "spec": {"containers": [{"name": "web", "image": "example/web:1"}]}}}}
      """;

  private ApplicationServer server;
  private ApiClient client;

  abstract ApplicationServer server(Path home);

  @BeforeAll
  void deploy(@TempDir Path home) throws IOException, InterruptedException {
    Pki pki = new Pki(home.resolve("pki"), InstantSource.system());
    pki.ensure("127.0.0.1");
    server = server(home);
    server.start();
    client = new ApiClient("https://127.0.0.1:" + server.port(), pki);
    if (!Waiting.until(client::isReady, START, LOOK)) {
      throw new AssertionError(
          "/readyz did not answer within " + START + ": " + Files.readString(server.log()));
    }
  }

  @AfterAll
  void stop() throws IOException, InterruptedException {
    server.stop();
  }

  @Test
  void readyzNamesItsChecks() {
    assertThat(client.raw("GET", "/readyz?verbose").body())
        .contains("[+]store ok", "[+]bootstrap ok");
  }

  @Test
  void theOpenApiDocumentsAreTheClusters() {
    assertThat(client.get("/openapi/v3").orElseThrow().path("paths").has("apis/apps/v1")).isTrue();
  }

  @Test
  void aDeploymentBecomesAReplicaSetAndPods() {
    JsonNode deployment = JsonMapper.shared().readTree(DEPLOYMENT);
    assertThat(client.create("/apis/apps/v1/namespaces/default/deployments", deployment)).isTrue();

    assertThat(
            Waiting.until(
                () -> items("/apis/apps/v1/namespaces/default/replicasets").size() == 1,
                REACTION,
                LOOK))
        .as("one ReplicaSet")
        .isTrue();
    assertThat(
            Waiting.until(
                () -> items("/api/v1/namespaces/default/pods?labelSelector=app%3Dweb").size() == 2,
                REACTION,
                LOOK))
        .as("two Pods")
        .isTrue();
  }

  @Test
  void thePodsSayWhyTheyWait() {
    JsonNode pod =
        JsonMapper.shared()
            .readTree(
                """
                {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "lonely"},
                 "spec": {"containers": [{"name": "c", "image": "example/web:1"}]}}
                """);
    client.create("/api/v1/namespaces/default/pods", pod);

    assertThat(
            Waiting.until(
                () ->
                    client
                        .get("/api/v1/namespaces/default/pods/lonely")
                        .map(found -> found.at("/status/conditions/0/reason").asString(""))
                        .filter("Unschedulable"::equals)
                        .isPresent(),
                REACTION,
                LOOK))
        .as("the scheduler says that there is no node")
        .isTrue();
  }

  private JsonNode items(String path) {
    return client.get(path).orElseThrow().path("items");
  }
}
