package dev.trierarch.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trierarch.launcher.Trees;
import dev.trierarch.launcher.cluster.ApiClient;
import dev.trierarch.launcher.pki.Pki;
import dev.trierarch.store.bench.PostgresqlServer;
import dev.trierarch.store.image.EncodedObject;
import dev.trierarch.store.snapshot.SnapshotFile;
import dev.trierarch.store.snapshot.SnapshotHeader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A cluster that is lost is built again from its backup, on either database. */
@Tag("podless")
@Tag("kubectl")
@Tag("postgresql")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class BackupIT {

  private static final String CONFIG_MAPS = "/api/v1/namespaces/default/configmaps";
  private static final String DEPLOYMENT =
      """
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: web, namespace: default}
      spec:
        replicas: 2
        selector: {matchLabels: {app: web}}
        template:
          metadata: {labels: {app: web}}
          spec: {containers: [{name: main, image: example.com/web}]}
      """;

  private static final Cluster CLUSTER = Cluster.inNewDirectory();

  @TempDir private static Path directory;

  private static Path file;
  private static int createdBefore;
  private static long lastRevision;

  @BeforeAll
  static void start() {
    file = directory.resolve("cluster.backup");
    CLUSTER.up("--runtime", "hollow", "--no-demo").succeeded();
  }

  @AfterAll
  static void stop() throws IOException {
    CLUSTER.trierarch("reset", "--yes");
    Trees.delete(CLUSTER.data()); // with what a restore has replaced, which a reset leaves
  }

  private static ApiClient client() {
    return new ApiClient(
        CLUSTER.url(), new Pki(CLUSTER.data().resolve("pki"), InstantSource.system()));
  }

  private static long revision() {
    return Long.parseLong(
        client()
            .get(CONFIG_MAPS)
            .orElseThrow()
            .path("metadata")
            .path("resourceVersion")
            .asString());
  }

  @Test
  @Order(1)
  void aBackupIsTakenWhileWritesGoOn() throws InterruptedException {
    CLUSTER.apply(DEPLOYMENT);
    CLUSTER.kubectlSays("rollout", "status", "deployment/web", "--timeout=60s");
    AtomicInteger created = new AtomicInteger();
    AtomicBoolean enough = new AtomicBoolean();
    Thread writer =
        new Thread(
            () -> {
              ApiClient client = client();
              while (!enough.get()) {
                client.create(CONFIG_MAPS, configMap("load-" + created.get()));
                created.incrementAndGet();
              }
            });
    writer.start();
    Cluster.await("some writes", Duration.ofSeconds(60), () -> created.get() > 20);
    createdBefore = created.get();

    CLUSTER.trierarch("backup", file.toString()).succeeded();

    int createdAfter = created.get();
    Cluster.await("later writes", Duration.ofSeconds(60), () -> created.get() > createdAfter + 20);
    enough.set(true);
    writer.join();
    lastRevision = revision();
    assertThat(CLUSTER.trierarch("backup", file.toString()).failed().text())
        .contains("is there already", "--overwrite");
  }

  @Test
  @Order(2)
  void aRunningClusterIsNotRestoredUnderItself() {
    assertThat(CLUSTER.trierarch("restore", file.toString()).failed().text())
        .contains("The control plane runs", "./trierarch down");
  }

  @Test
  @Order(3)
  void aDamagedBackupIsRefusedAndNothingIsMade() throws IOException {
    CLUSTER.trierarch("reset", "--yes").succeeded();
    byte[] whole = Files.readAllBytes(file);
    Path damaged = directory.resolve("damaged.backup");
    Files.write(damaged, Arrays.copyOf(whole, whole.length / 2));

    assertThat(CLUSTER.trierarch("restore", damaged.toString()).failed().text())
        .contains("truncated", "Nothing was changed");
    assertThat(CLUSTER.data().resolve("server")).doesNotExist();
  }

  @Test
  @Order(4)
  void aClusterThatWasResetHealsFromItsBackup() {
    CLUSTER.trierarch("restore", file.toString()).succeeded();
    CLUSTER.up("--runtime", "hollow", "--no-demo").succeeded();

    CLUSTER.kubectlSays("rollout", "status", "deployment/web", "--timeout=60s");
    List<String> restored =
        CLUSTER.kubectlSays("get", "configmaps", "-o", "name").lines().sorted().toList();
    List<String> load = restored.stream().filter(name -> name.contains("/load-")).toList();
    assertThat(load).hasSizeGreaterThanOrEqualTo(createdBefore);
    for (int i = 0; i < load.size(); i++) {
      assertThat(load).contains("configmap/load-" + i); // what is there begins at the first
    }
    CLUSTER.kubectlSays("scale", "deployment/web", "--replicas=4");
    CLUSTER.kubectlSays("rollout", "status", "deployment/web", "--timeout=60s");
  }

  @Test
  @Order(5)
  void whoWatchedBeforeIsToldToListAgainAndSeesNoRevisionTwice() {
    assertThat(revision()).isGreaterThan(lastRevision);

    assertThat(
            CLUSTER
                .kubectl(
                    "get",
                    "--raw",
                    "/api/v1/configmaps?watch=1&timeoutSeconds=5&resourceVersion=" + lastRevision)
                .text())
        .contains("Expired", "410");
  }

  @Test
  @Order(6)
  void aStateComesThroughPostgresqlAndBackAsItWas() throws IOException {
    CLUSTER.trierarch("down").succeeded();
    Path original = directory.resolve("original.backup");
    Path returned = directory.resolve("returned.backup");
    CLUSTER.trierarch("backup", original.toString()).succeeded();
    try (PostgresqlServer server = PostgresqlServer.start()) {
      String url = server.createDatabase("roundtrip") + "?user=" + PostgresqlServer.USER;
      CLUSTER.trierarch("restore", original.toString(), "--database-url", url).succeeded();
      Path between = directory.resolve("between.backup");
      CLUSTER.trierarch("backup", between.toString(), "--database-url", url).succeeded();
      assertThat(objectsOf(between)).isEqualTo(objectsOf(original));

      assertThat(CLUSTER.trierarch("restore", between.toString()).failed().text())
          .contains("holds a state already", "--replace");
      CLUSTER.trierarch("restore", between.toString(), "--replace").succeeded();
    }
    CLUSTER.trierarch("backup", returned.toString()).succeeded();

    assertThat(objectsOf(returned)).isEqualTo(objectsOf(original)).isNotEmpty();
    assertThat(CLUSTER.data().resolve("backups")).isDirectoryContaining("glob:**replaced-at-*");
  }

  private static ObjectNode configMap(String name) {
    ObjectNode object = JsonMapper.shared().createObjectNode();
    object.put("apiVersion", "v1").put("kind", "ConfigMap").putObject("metadata").put("name", name);
    return object;
  }

  /** Key, revision and JSON of each object, in order. */
  private static List<String> objectsOf(Path backup) throws IOException {
    List<String> objects = new ArrayList<>();
    new SnapshotFile(backup)
        .read(
            new SnapshotFile.Reader() {
              @Override
              public void begin(SnapshotHeader header) {
                assertThat(header.objects()).isPositive();
              }

              @Override
              public void object(EncodedObject object) {
                objects.add(object + new String(object.json(), StandardCharsets.UTF_8));
              }
            });
    return objects.stream().sorted().toList();
  }
}
