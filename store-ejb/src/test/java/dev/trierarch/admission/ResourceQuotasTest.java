package dev.trierarch.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.trierarch.registry.ApiException;
import dev.trierarch.registry.Cluster;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class ResourceQuotasTest {

  private static final String QUOTAS = "resourcequotas";

  private final Cluster cluster = new Cluster();

  /** A quota of which nothing is used yet. */
  private void quota(String spec, String used) {
    cluster.create(QUOTAS, "default", "{metadata: {name: q}, spec: {" + spec + "}}");
    cluster.modify(
        QUOTAS,
        "default",
        "q",
        "status",
        quota -> {
          quota.withObject("/status").set("hard", quota.at("/spec/hard").deepCopy());
          quota.withObject("/status").set("used", Cluster.tree("{" + used + "}"));
          return quota;
        });
  }

  private JsonNode used() {
    return cluster.get(QUOTAS, "default", "q").at("/status/used");
  }

  private void pod(String name, String resources) {
    cluster.create(
        "pods",
        "default",
        "{metadata: {name: %s}, spec: {containers: [{name: c, image: i, resources: {%s}}]}}"
            .formatted(name, resources));
  }

  @Test
  void whatIsCreatedIsChargedUntilTheQuotaIsUsedUp() {
    quota(
        "hard: {pods: '2', requests.cpu: '1', limits.memory: 1Gi}",
        "pods: '0', requests.cpu: '0', limits.memory: '0'");
    pod("a", "requests: {cpu: 600m}, limits: {memory: 256Mi}");
    assertThat(used())
        .isEqualTo(Cluster.tree("{pods: '1', requests.cpu: 600m, limits.memory: 256Mi}"));

    ApiException refusal =
        catchThrowableOfType(
            ApiException.class, () -> pod("b", "requests: {cpu: 500m}, limits: {memory: 900Mi}"));
    assertThat(refusal.code()).isEqualTo(403);
    assertThat(refusal)
        .hasMessage(
            "pods \"b\" is forbidden: exceeded quota: q, requested:"
                + " limits.memory=900Mi,requests.cpu=500m, used:"
                + " limits.memory=256Mi,requests.cpu=600m, limited:"
                + " limits.memory=1Gi,requests.cpu=1");
    assertThat(used().path("pods").asString()).isEqualTo("1");
  }

  @Test
  void whatAResizeAddsIsChargedToo() {
    quota("hard: {requests.cpu: '1'}", "requests.cpu: '0'");
    pod("a", "requests: {cpu: 600m}");
    resize("a", "800m");
    assertThat(used()).isEqualTo(Cluster.tree("{requests.cpu: 800m}"));
    assertThatThrownBy(() -> resize("a", "1100m"))
        .hasMessageContaining("exceeded quota: q, requested: requests.cpu=300m");
  }

  private void resize(String name, String cpu) {
    cluster.modify(
        "pods",
        "default",
        name,
        "resize",
        pod -> {
          ObjectNode container = (ObjectNode) pod.at("/spec/containers/0");
          container.set("resources", Cluster.tree("{requests: {cpu: " + cpu + "}}"));
          return pod;
        });
  }

  @Test
  void aQuotaAndARangeThatSayNothingStopNobody() {
    cluster.create(QUOTAS, "default", "{metadata: {name: q}}");
    cluster.create("limitranges", "default", "{metadata: {name: r}}");
    pod("a", "requests: {cpu: 600m}");
    resize("a", "700m");
    assertThat(cluster.get("pods", "default", "a").path("spec")).isNotEmpty();
  }

  @Test
  void whoSaysNothingCannotBeCounted() {
    quota("hard: {cpu: '1', limits.memory: 1Gi}", "cpu: '0', limits.memory: '0'");
    assertThatThrownBy(() -> pod("a", ""))
        .hasMessage(
            "pods \"a\" is forbidden: failed quota: q: must specify cpu for: c; limits.memory for:"
                + " c");
  }

  @Test
  void aQuotaThatNobodyHasCountedLetsNothingPass() {
    cluster.create(QUOTAS, "default", "{metadata: {name: q}, spec: {hard: {secrets: '1'}}}");
    assertThatThrownBy(() -> cluster.create("secrets", "default", "{metadata: {name: s}}"))
        .hasMessage("secrets \"s\" is forbidden: status unknown for quota: q, resources: secrets");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "configmaps | configmaps | {metadata: {name: x}}",
        "count/configmaps | configmaps | {metadata: {name: x}}",
        "secrets | secrets | {metadata: {name: x}}",
        "count/deployments.apps | deployments.apps | {metadata: {name: x}, spec: {selector: {matchLabels: {a: b}}, template: {metadata: {labels: {a: b}}, spec: {containers: [{name: c, image: i}]}}}}",
        "services | services | {metadata: {name: x}, spec: {ports: [{port: 80}]}}",
        "services.nodeports | services | {metadata: {name: x}, spec: {type: NodePort, ports: [{port: 80}]}}",
        "services.loadbalancers | services | {metadata: {name: x}, spec: {type: LoadBalancer, ports: [{port: 80}]}}",
        "persistentvolumeclaims | persistentvolumeclaims | {metadata: {name: x}, spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1}}}}",
        "requests.storage | persistentvolumeclaims | {metadata: {name: x}, spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1}}}}",
        "fast.storageclass.storage.k8s.io/requests.storage | persistentvolumeclaims | {metadata: {name: x}, spec: {storageClassName: fast, accessModes: [ReadWriteOnce], resources: {requests: {storage: 1}}}}",
        "fast.storageclass.storage.k8s.io/persistentvolumeclaims | persistentvolumeclaims | {metadata: {name: x}, spec: {storageClassName: fast, accessModes: [ReadWriteOnce], resources: {requests: {storage: 1}}}}",
        "pods | pods | {metadata: {name: x}, spec: {containers: [{name: c, image: i}]}}",
        "count/pods | pods | {metadata: {name: x}, spec: {containers: [{name: c, image: i}]}}",
        "requests.example.com/gpu | pods | {metadata: {name: x}, spec: {containers: [{name: c, image: i, resources: {limits: {example.com/gpu: 1}}}]}}",
      })
  void eachIsCountedByItsName(String limited, String resource, String object) {
    quota("hard: {" + limited + ": '1'}", limited + ": '0'");
    cluster.create(resource, "default", object);
    assertThat(used().path(limited).asString()).isEqualTo("1");
    assertThatThrownBy(
            () -> cluster.create(resource, "default", object.replace("name: x", "name: y")))
        .hasMessageEndingWith(
            "exceeded quota: q, requested: %1$s=1, used: %1$s=1, limited: %1$s=1"
                .formatted(limited));
  }

  @Test
  void aServiceThatTakesMoreByAnUpdateIsChargedTheDifference() {
    quota("hard: {services.nodeports: '2'}", "services.nodeports: '0'");
    cluster.create(
        "services",
        "default",
        "{metadata: {name: s}, spec: {type: NodePort, ports: [{name: a, port: 80}]}}");
    cluster.modify("services", "default", "s", "", service -> addPort(service, "b", 81));
    assertThat(used().path("services.nodeports").asString()).isEqualTo("2");
    assertThatThrownBy(
            () ->
                cluster.modify(
                    "services", "default", "s", "", service -> addPort(service, "c", 82)))
        .hasMessageContaining("exceeded quota: q, requested: services.nodeports=1");
  }

  private static ObjectNode addPort(ObjectNode service, String name, int port) {
    service
        .withObject("/spec")
        .withArrayProperty("ports")
        .addObject()
        .put("name", name)
        .put("port", port);
    return service;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "scopes: [Terminating] | activeDeadlineSeconds: 5 | restartPolicy: Never",
        "scopes: [NotTerminating] | restartPolicy: Never | activeDeadlineSeconds: 5",
        "scopes: [BestEffort] | restartPolicy: Never | resources: {requests: {cpu: 1}}",
        "scopes: [NotBestEffort] | resources: {requests: {cpu: 1}} | restartPolicy: Never",
        "scopeSelector: {matchExpressions: [{scopeName: PriorityClass, operator: In, values: [high]}]} | priorityClassName: high | restartPolicy: Never",
        "scopeSelector: {matchExpressions: [{scopeName: PriorityClass, operator: NotIn, values: [high]}]} | restartPolicy: Never | priorityClassName: high",
        "scopeSelector: {matchExpressions: [{scopeName: PriorityClass, operator: Exists}]} | priorityClassName: high | restartPolicy: Never",
      })
  void aQuotaWithAScopeIsAboutThosePodsOnly(String scope, String within, String outside) {
    cluster.create("priorityclasses.scheduling.k8s.io", "", "{metadata: {name: high}, value: 7}");
    quota("hard: {pods: '1'}, " + scope, "pods: '0'");
    create("a", outside);
    assertThat(used().path("pods").asString()).isEqualTo("0");
    create("b", within);
    assertThat(used().path("pods").asString()).isEqualTo("1");
    assertThatThrownBy(() -> create("c", within)).hasMessageContaining("exceeded quota: q");
    create("d", outside);
  }

  private void create(String name, String spec) {
    String ofContainer = spec.startsWith("resources") ? ", " + spec : "";
    String ofPod = ofContainer.isEmpty() ? ", " + spec : "";
    cluster.create(
        "pods",
        "default",
        "{metadata: {name: %s}, spec: {containers: [{name: c, image: i%s}]%s}}"
            .formatted(name, ofContainer, ofPod));
  }

  @Test
  void manyAtOnceNeverPassTheLimitTogether() throws Exception {
    quota("hard: {configmaps: '5'}", "configmaps: '0'");
    ExecutorService clients = Executors.newFixedThreadPool(8);
    try {
      List<Callable<Boolean>> creations =
          IntStream.range(0, 40).mapToObj(i -> (Callable<Boolean>) () -> isCreated(i)).toList();
      int created = 0;
      for (Future<Boolean> creation : clients.invokeAll(creations)) {
        created += creation.get() ? 1 : 0;
      }
      assertThat(created).isEqualTo(5);
      assertThat(used().path("configmaps").asString()).isEqualTo("5");
    } finally {
      clients.shutdownNow();
    }
  }

  private boolean isCreated(int i) {
    try {
      cluster.create("configmaps", "default", "{metadata: {name: c%d}}".formatted(i));
      return true;
    } catch (ApiException e) {
      assertThat(e).hasMessageContaining("exceeded quota");
      return false;
    }
  }
}
