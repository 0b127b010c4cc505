package dev.trierarch.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trierarch.launcher.Problem;
import dev.trierarch.launcher.Trees;
import dev.trierarch.launcher.cluster.ApiClient;
import dev.trierarch.launcher.pki.Pki;
import dev.trierarch.store.bench.PostgresqlServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Two control planes on one PostgreSQL are one cluster, and outlive each other and a database. */
@Tag("podless")
@Tag("kubectl")
@Tag("postgresql")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SeveralControlPlanesIT {

  private static final String CONFIG_MAPS = "/api/v1/namespaces/default/configmaps";
  private static final JsonMapper JSON = JsonMapper.shared();

  private static final Cluster FIRST = Cluster.inNewDirectory();
  private static final Cluster SECOND = Cluster.inNewDirectory();

  private static PostgresqlServer database;

  /** The first one leads, having come first; the agent belongs to the second. */
  @BeforeAll
  static void start() throws IOException {
    database = PostgresqlServer.start();
    String url = database.createDatabase("cluster") + "?user=" + PostgresqlServer.USER;
    FIRST.up("--agents", "0", "--no-demo", "--database-url", url).succeeded();
    Trees.copy(FIRST.data().resolve("pki"), SECOND.data().resolve("pki"));
    SECOND.up("--runtime", "hollow", "--no-demo", "--database-url", url).succeeded();
  }

  @AfterAll
  static void stop() throws IOException {
    SECOND.trierarch("reset", "--yes");
    FIRST.trierarch("reset", "--yes");
    database.close();
  }

  private static ApiClient client(Cluster cluster) {
    return new ApiClient(
        cluster.url(), new Pki(cluster.data().resolve("pki"), InstantSource.system()));
  }

  @Test
  @Order(1)
  void whatOneHasAcknowledgedTheOtherReadsAtOnce() {
    ApiClient first = client(FIRST);
    ApiClient second = client(SECOND);
    for (int i = 0; i < 30; i++) {
      String path = CONFIG_MAPS + "/handed-" + i;
      first.create(CONFIG_MAPS, configMap("handed-" + i));
      assertThat(second.get(path)).as(path).isPresent();
      second.mergePatch(path, JSON.createObjectNode().putObject("data").put("seen", "yes"));
      assertThat(second.delete(path)).isTrue();
      assertThat(first.get(path)).as(path).isEmpty();
    }
  }

  @Test
  @Order(2)
  void whenTheLeaderIsKilledUnderLoadTheOtherGoesOnAndNothingIsLost() throws Exception {
    apply("web", 2);
    SECOND.kubectlSays("rollout", "status", "deployment/web", "--timeout=60s");
    Queue<Long> watched = new ConcurrentLinkedQueue<>();
    Map<String, Boolean> watchedNames = new ConcurrentHashMap<>();
    String revision = revisionOf(SECOND);
    Thread watcher = new Thread(() -> watch(revision, watched, watchedNames));
    watcher.setDaemon(true);
    watcher.start();
    Map<String, Boolean> acknowledged = new ConcurrentHashMap<>();
    AtomicBoolean enough = new AtomicBoolean();
    Thread onFirst = new Thread(() -> load(FIRST, "first", acknowledged, enough));
    Thread onSecond = new Thread(() -> load(SECOND, "second", acknowledged, enough));
    onFirst.start();
    onSecond.start();
    Cluster.await("load", Duration.ofSeconds(60), () -> acknowledged.size() > 100);

    Cluster.kill(FIRST.serverPid());

    SECOND.kubectlSays("scale", "deployment/web", "--replicas=5");
    SECOND.kubectlSays("rollout", "status", "deployment/web", "--timeout=90s");
    assertThat(
            SECOND.kubectlSays("get", "deployment/web", "-o", "jsonpath={.status.readyReplicas}"))
        .isEqualTo("5");
    enough.set(true);
    onFirst.join();
    onSecond.join();
    List<String> kept = SECOND.kubectlSays("get", "configmaps", "-o", "name").lines().toList();
    assertThat(kept).containsAll(acknowledged.keySet().stream().map("configmap/"::concat).toList());
    Cluster.await(
        "the watch has seen all",
        Duration.ofSeconds(60),
        () -> watchedNames.keySet().containsAll(acknowledged.keySet()));
    assertThat(List.copyOf(watched)).isSorted().doesNotHaveDuplicates();
  }

  @Test
  @Order(3)
  void whileTheDatabaseIsAwayReadsSayHowOldTheyAreAndWritesComeBackWithIt() throws IOException {
    ApiClient second = client(SECOND);
    long process = SECOND.serverPid();
    second.create(CONFIG_MAPS, configMap("before"));

    database.stopImmediately();

    HttpResponse<String> write = second.raw("DELETE", CONFIG_MAPS + "/before");
    assertThat(write.statusCode()).isEqualTo(503);
    assertThat(write.headers().firstValue("Retry-After")).isPresent();
    assertThat(JSON.readTree(write.body()).path("reason").asString())
        .isEqualTo("ServiceUnavailable");
    HttpResponse<String> read = second.raw("GET", CONFIG_MAPS + "/before");
    assertThat(read.statusCode()).isEqualTo(200);
    assertThat(read.headers().firstValue("Warning").orElse(""))
        .contains("the database does not answer", "revision");
    Cluster.await(
        "not ready",
        Duration.ofSeconds(60),
        () -> second.raw("GET", "/readyz/store").statusCode() == 500);
    assertThat(second.raw("GET", "/livez").statusCode()).isEqualTo(200);
    assertThatThrownBy(() -> second.create(CONFIG_MAPS, configMap("meanwhile")))
        .isInstanceOf(Problem.class)
        .hasMessageContaining("503 ServiceUnavailable");

    database.startAgain();

    Cluster.await(
        "ready", Duration.ofSeconds(60), () -> second.raw("GET", "/readyz").statusCode() == 200);
    Cluster.await("a write", Duration.ofSeconds(60), () -> isWritten(second, "after"));
    Cluster.await(
        "a read without a warning",
        Duration.ofSeconds(60),
        () -> second.raw("GET", CONFIG_MAPS + "/after").headers().firstValue("Warning").isEmpty());
    assertThat(second.get(CONFIG_MAPS + "/meanwhile")).isEmpty();
    apply("web", 3);
    SECOND.kubectlSays("rollout", "status", "deployment/web", "--timeout=90s");
    assertThat(SECOND.serverPid()).isEqualTo(process);
  }

  /** A database that has just come back may be slow still: 503 says to try again. */
  private static boolean isWritten(ApiClient client, String name) {
    try {
      client.create(CONFIG_MAPS, configMap(name));
      return true;
    } catch (Problem refused) {
      assertThat(refused).hasMessageContaining("503 ServiceUnavailable");
      return false;
    }
  }

  /** Creates ConfigMaps one after the other until it is enough or the server is gone. */
  private static void load(
      Cluster cluster, String prefix, Map<String, Boolean> acknowledged, AtomicBoolean enough) {
    ApiClient client = client(cluster);
    for (int i = 0; !enough.get(); i++) {
      try {
        client.create(CONFIG_MAPS, configMap(prefix + "-" + i));
        acknowledged.put(prefix + "-" + i, true);
      } catch (Problem gone) {
        if (cluster == FIRST) {
          return; // it was killed: whether this one was written nobody was told
        }
        throw gone;
      }
    }
  }

  private static String revisionOf(Cluster cluster) {
    String list = client(cluster).raw("GET", CONFIG_MAPS + "?limit=1").body();
    return JSON.readTree(list).at("/metadata/resourceVersion").asString();
  }

  private static void watch(String since, Queue<Long> revisions, Map<String, Boolean> names) {
    String path = CONFIG_MAPS + "?watch=1&timeoutSeconds=300&resourceVersion=" + since;
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(client(SECOND).open(path), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        JsonNode metadata = JSON.readTree(line).path("object").path("metadata");
        revisions.add(Long.parseLong(metadata.path("resourceVersion").asString("0")));
        names.put(metadata.path("name").asString(""), true);
      }
    } catch (IOException e) {
      System.getLogger("watch").log(System.Logger.Level.DEBUG, "the watch ended", e);
    }
  }

  private static void apply(String name, int replicas) {
    SECOND.apply(
        """
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: %1$s, namespace: default}
        spec:
          replicas: %2$d
          selector: {matchLabels: {app: %1$s}}
          template:
            metadata: {labels: {app: %1$s}}
            spec: {containers: [{name: main, image: example.com/web}]}
        """
            .formatted(name, replicas));
  }

  private static ObjectNode configMap(String name) {
    ObjectNode object = JSON.createObjectNode();
    object.put("apiVersion", "v1").put("kind", "ConfigMap").putObject("metadata").put("name", name);
    return object;
  }
}
