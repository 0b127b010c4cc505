package dev.trierarch.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trierarch.bench.robustness.CuttingProxy;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.kubernetes.client.informer.SharedInformerFactory;
import io.kubernetes.client.openapi.ApiClient;
import io.kubernetes.client.openapi.apis.CoreV1Api;
import io.kubernetes.client.openapi.models.V1ConfigMap;
import io.kubernetes.client.openapi.models.V1ConfigMapList;
import io.kubernetes.client.util.ClientBuilder;
import io.kubernetes.client.util.KubeConfig;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** An informer that was cut off for longer than history is kept lists again, and misses nothing. */
@Tag("podless")
@Tag("kubectl")
class FallenBehindIT {

  private static final Cluster CLUSTER = Cluster.inNewDirectory();
  private static final Duration SOON = Duration.ofSeconds(60);

  /** Compaction comes once a minute. */
  private static final Duration COMPACTED = Duration.ofSeconds(100);

  private static final String LABEL = "followed=yes";
  private static final String BEFORE = "{changed=1, deleted=1, kept=1}";
  private static final String AFTER = "{changed=2, kept=1, new=1}";

  private static CuttingProxy proxy;

  /** What an informer told of each object, in its order. */
  private final Map<String, List<String>> toldByFabric8 = new ConcurrentHashMap<>();

  private final Map<String, List<String>> toldOfficially = new ConcurrentHashMap<>();

  @BeforeAll
  static void start() throws IOException {
    CLUSTER
        .up(
            "--agents",
            "0",
            "--no-demo",
            "--set",
            "trierarch.history.rows=10",
            "--set",
            "trierarch.history.seconds=1")
        .succeeded();
    proxy = CuttingProxy.before(CLUSTER.port());
  }

  @AfterAll
  static void stop() throws IOException {
    proxy.close();
    CLUSTER.trierarch("reset", "--yes");
  }

  @Test
  void whatHappenedBehindItsBackIsKnownToAnInformerThatComesBack() throws IOException {
    Stream.of("kept", "changed", "deleted").forEach(FallenBehindIT::create);
    SharedInformerFactory official = new SharedInformerFactory(official());
    try (KubernetesClient fabric8 = fabric8();
        SharedIndexInformer<ConfigMap> followed =
            fabric8
                .configMaps()
                .inNamespace("default")
                .withLabel("followed", "yes")
                .inform(noting())) {
      var followedOfficially = informer(official);
      Supplier<String> known = () -> known(followed);
      Supplier<String> knownOfficially =
          () ->
              state(
                  followedOfficially.getIndexer().list().stream(),
                  each -> each.getMetadata().getName(),
                  V1ConfigMap::getData);
      Cluster.awaitValue(BEFORE, SOON, known);
      Cluster.awaitValue(BEFORE, SOON, knownOfficially);

      proxy.cut();
      String revision =
          CLUSTER.kubectlSays("get", "cm", "kept", "-o", "jsonpath={.metadata.resourceVersion}");
      changeBehindTheirBacks();
      Cluster.await("history is forgotten", COMPACTED, () -> isForgotten(revision));
      proxy.letThrough();

      Cluster.awaitValue(AFTER, SOON, known);
      Cluster.awaitValue(AFTER, SOON, knownOfficially);
    } finally {
      official.stopAllRegisteredInformers(true);
    }
    Stream.of(toldByFabric8, toldOfficially).forEach(FallenBehindIT::toldOnce);
  }

  private static void changeBehindTheirBacks() {
    CLUSTER.kubectlSays("delete", "configmap", "deleted");
    CLUSTER.kubectlSays("patch", "configmap", "changed", "-p", "{\"data\":{\"value\":\"2\"}}");
    create("new");
    for (int i = 0; i < 12; i++) {
      CLUSTER.kubectlSays("annotate", "namespace", "default", "--overwrite", "count=" + i);
    }
  }

  private static boolean isForgotten(String revision) {
    String watch =
        "/api/v1/namespaces/default/configmaps?watch=1&timeoutSeconds=1&resourceVersion="
            + revision;
    return CLUSTER.kubectl("get", "--raw", watch).text().contains("too old resource version");
  }

  /** Everything was added once, and only what went was told to be gone. */
  private static void toldOnce(Map<String, List<String>> told) {
    assertThat(told).containsOnlyKeys("kept", "changed", "deleted", "new");
    assertThat(told.values())
        .allSatisfy(each -> assertThat(each).containsOnlyOnce("added").startsWith("added"));
    assertThat(told.get("deleted")).endsWith("deleted");
    assertThat(told.get("changed")).contains("updated").doesNotContain("deleted");
    assertThat(told.get("kept")).doesNotContain("deleted");
    assertThat(told.get("new")).doesNotContain("deleted");
  }

  private static void create(String name) {
    CLUSTER.apply(
        """
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: %s, namespace: default, labels: {followed: "yes"}}
        data: {value: "1"}
        """
            .formatted(name));
  }

  private static String known(SharedIndexInformer<ConfigMap> informer) {
    return state(
        informer.getStore().list().stream(),
        each -> each.getMetadata().getName(),
        ConfigMap::getData);
  }

  private static <T> String state(
      Stream<T> objects, Function<T, String> name, Function<T, Map<String, String>> data) {
    Map<String, String> values = new TreeMap<>();
    objects.forEach(each -> values.put(name.apply(each), data.apply(each).get("value")));
    return values.toString();
  }

  private static KubernetesClient fabric8() {
    Config config = Config.fromKubeconfig(kubeconfig().toFile());
    config.setMasterUrl("https://127.0.0.1:" + proxy.port() + "/");
    return new KubernetesClientBuilder().withConfig(config).build();
  }

  private static ApiClient official() throws IOException {
    try (Reader text = Files.newBufferedReader(kubeconfig())) {
      ApiClient client = ClientBuilder.kubeconfig(KubeConfig.loadKubeConfig(text)).build();
      return client.setBasePath("https://127.0.0.1:" + proxy.port());
    }
  }

  private static Path kubeconfig() {
    return CLUSTER.data().resolve("kubeconfig");
  }

  private io.kubernetes.client.informer.SharedIndexInformer<V1ConfigMap> informer(
      SharedInformerFactory factory) throws IOException {
    CoreV1Api core = new CoreV1Api(official());
    var informer =
        factory.sharedIndexInformerFor(
            options ->
                core.listNamespacedConfigMap("default")
                    .labelSelector(LABEL)
                    .resourceVersion(options.resourceVersion)
                    .timeoutSeconds(options.timeoutSeconds)
                    .watch(options.watch)
                    .buildCall(null),
            V1ConfigMap.class,
            V1ConfigMapList.class);
    informer.addEventHandler(notingOfficially());
    factory.startAllRegisteredInformers();
    return informer;
  }

  private static void note(Map<String, List<String>> told, String name, String what) {
    told.computeIfAbsent(name, any -> new CopyOnWriteArrayList<>()).add(what);
  }

  private ResourceEventHandler<ConfigMap> noting() {
    return new ResourceEventHandler<>() {
      @Override
      public void onAdd(ConfigMap object) {
        note(toldByFabric8, object.getMetadata().getName(), "added");
      }

      @Override
      public void onUpdate(ConfigMap before, ConfigMap now) {
        note(toldByFabric8, now.getMetadata().getName(), "updated");
      }

      @Override
      public void onDelete(ConfigMap object, boolean stateUnknown) {
        note(toldByFabric8, object.getMetadata().getName(), "deleted");
      }
    };
  }

  private io.kubernetes.client.informer.ResourceEventHandler<V1ConfigMap> notingOfficially() {
    return new io.kubernetes.client.informer.ResourceEventHandler<>() {
      @Override
      public void onAdd(V1ConfigMap object) {
        note(toldOfficially, object.getMetadata().getName(), "added");
      }

      @Override
      public void onUpdate(V1ConfigMap before, V1ConfigMap now) {
        note(toldOfficially, now.getMetadata().getName(), "updated");
      }

      @Override
      public void onDelete(V1ConfigMap object, boolean stateUnknown) {
        note(toldOfficially, object.getMetadata().getName(), "deleted");
      }
    };
  }
}
