package dev.trierarch.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.kubernetes.client.informer.SharedInformerFactory;
import io.kubernetes.client.openapi.apis.CoreV1Api;
import io.kubernetes.client.openapi.models.V1ConfigMap;
import io.kubernetes.client.openapi.models.V1ConfigMapList;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Informers of both client libraries follow what happens, and a watch says where it stands. */
@ExtendWith(SharedCluster.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WatchingIT {

  private static final Duration AT_MOST = Duration.ofSeconds(60);
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Workspace workspace;

  WatchingIT(Workspace workspace) {
    this.workspace = workspace;
  }

  @Test
  void anInformerOfFabric8SeesEachChangeInItsOrder() {
    List<String> seen = new CopyOnWriteArrayList<>();
    try (SharedIndexInformer<ConfigMap> informer =
        workspace.fabric8().configMaps().withLabel("watched", "fabric8").inform(noting(seen))) {
      assertThat(informer.hasSynced()).isTrue();
      change("fabric8");

      Cluster.await("all is seen", AT_MOST, () -> seen.size() == 3);
      assertThat(seen).containsExactly("added", "updated", "deleted");
      assertThat(informer.getStore().list()).isEmpty();
    }
  }

  private static ResourceEventHandler<ConfigMap> noting(List<String> seen) {
    return new ResourceEventHandler<>() {
      @Override
      public void onAdd(ConfigMap object) {
        seen.add("added");
      }

      @Override
      public void onUpdate(ConfigMap before, ConfigMap now) {
        seen.add("updated");
      }

      @Override
      public void onDelete(ConfigMap object, boolean stateUnknown) {
        seen.add("deleted");
      }
    };
  }

  @Test
  void anInformerOfTheOfficialClientSeesEachChangeInItsOrder() {
    CoreV1Api core = new CoreV1Api(workspace.official());
    SharedInformerFactory factory = new SharedInformerFactory(workspace.official());
    List<String> seen = new CopyOnWriteArrayList<>();
    var informer =
        factory.sharedIndexInformerFor(
            options ->
                core.listNamespacedConfigMap(workspace.namespace())
                    .labelSelector("watched=official")
                    .resourceVersion(options.resourceVersion)
                    .timeoutSeconds(options.timeoutSeconds)
                    .watch(options.watch)
                    .buildCall(null),
            V1ConfigMap.class,
            V1ConfigMapList.class);
    informer.addEventHandler(notingOfficially(seen));
    factory.startAllRegisteredInformers();
    try {
      Cluster.await("the informer has its first list", AT_MOST, informer::hasSynced);
      change("official");
      Cluster.await("all is seen", AT_MOST, () -> seen.size() == 3);
      assertThat(seen).containsExactly("added", "updated", "deleted");
    } finally {
      factory.stopAllRegisteredInformers(true);
    }
  }

  private static io.kubernetes.client.informer.ResourceEventHandler<V1ConfigMap> notingOfficially(
      List<String> seen) {
    return new io.kubernetes.client.informer.ResourceEventHandler<>() {
      @Override
      public void onAdd(V1ConfigMap object) {
        seen.add("added");
      }

      @Override
      public void onUpdate(V1ConfigMap before, V1ConfigMap now) {
        seen.add("updated");
      }

      @Override
      public void onDelete(V1ConfigMap object, boolean stateUnknown) {
        seen.add("deleted");
      }
    };
  }

  /** Creates, changes and deletes one object, each after the one before has been seen by a read. */
  private void change(String watched) {
    ConfigMap made =
        workspace
            .fabric8()
            .resource(
                new ConfigMapBuilder()
                    .withNewMetadata()
                    .withName("changed-by-" + watched)
                    .addToLabels("watched", watched)
                    .endMetadata()
                    .build())
            .create();
    workspace
        .fabric8()
        .resource(made)
        .edit(now -> new ConfigMapBuilder(now).addToData("a", "b").build());
    workspace.fabric8().configMaps().withName("changed-by-" + watched).delete();
  }

  @Test
  void aStreamingListBeginsWithWhatThereIsAndSaysWhenThatWasAll() {
    List<JsonNode> events =
        watch("&sendInitialEvents=true&resourceVersionMatch=NotOlderThan&allowWatchBookmarks=true");

    assertThat(events.get(0).path("type").asString()).isEqualTo("ADDED");
    assertThat(events)
        .anySatisfy(
            event -> {
              assertThat(event.path("type").asString()).isEqualTo("BOOKMARK");
              assertThat(
                      event
                          .at("/object/metadata/annotations/k8s.io~1initial-events-end")
                          .asString())
                  .isEqualTo("true");
            });
  }

  @Test
  void aWatchFromARevisionThatIsNoneIsRefusedAndFromTheFutureIsTooEarly() {
    String path = workspace.core("configmaps") + "?watch=true&timeoutSeconds=1&resourceVersion=";

    assertThat(workspace.http().get(path + "nothing").is(400).json().path("reason").asString())
        .isEqualTo("BadRequest");
    assertThat(workspace.http().get(path + "999999999999").text())
        .contains("Too large resource version");
  }

  private List<JsonNode> watch(String parameters) {
    String path = workspace.core("configmaps") + "?watch=true&timeoutSeconds=3" + parameters;
    return workspace.http().get(path).is(200).text().lines().map(JSON::readTree).toList();
  }
}
