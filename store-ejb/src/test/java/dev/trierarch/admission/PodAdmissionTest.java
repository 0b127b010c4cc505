package dev.trierarch.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trierarch.registry.Cluster;
import dev.trierarch.registry.Trees;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class PodAdmissionTest {

  private final Cluster cluster = new Cluster();

  private ObjectNode pod(String name, String spec) {
    return cluster
        .create(
            "pods",
            "default",
            "{metadata: {name: %s}, spec: {containers: [{name: c, image: i}]%s}}"
                .formatted(name, spec.isEmpty() ? "" : ", " + spec))
        .object()
        .tree();
  }

  @Test
  void aPodStaysFiveMinutesOnANodeThatIsGone() {
    JsonNode tolerations = pod("web", "").path("spec").path("tolerations");
    assertThat(tolerations).hasSize(2);
    assertThat(Trees.text(tolerations.get(0), "key")).isEqualTo("node.kubernetes.io/not-ready");
    assertThat(tolerations.get(1).path("tolerationSeconds").asInt()).isEqualTo(300);
  }

  @Test
  void aPodThatToleratesEverythingIsLeftAsItIs() {
    ObjectNode pod = pod("web", "tolerations: [{operator: Exists}]");
    assertThat(pod.path("spec").path("tolerations")).hasSize(1);
  }

  @Test
  void aPriorityClassBecomesAPriority() {
    cluster.create(
        "priorityclasses.scheduling.k8s.io", "", "{metadata: {name: high}, value: 1000}");
    assertThat(Trees.at(pod("a", "priorityClassName: high"), "spec", "priority").asInt())
        .isEqualTo(1000);
    assertThat(Trees.at(pod("b", ""), "spec", "priority").asInt(-1)).isZero();
    assertThatThrownBy(() -> pod("c", "priorityClassName: none"))
        .hasMessage("pods \"c\" is forbidden: no PriorityClass with name none was found");
    assertThatThrownBy(() -> pod("d", "priorityClassName: high, priority: 7"))
        .hasMessageContaining("the integer value of priority (7) must not be provided");
  }

  @Test
  void aRuntimeClassMustExistAndItsOverheadIsThePods() {
    cluster.create(
        "runtimeclasses.node.k8s.io",
        "",
        "{metadata: {name: small}, handler: h, overhead: {podFixed: {cpu: 10m}}}");

    assertThat(Trees.text(pod("a", "runtimeClassName: small"), "spec", "overhead", "cpu"))
        .isEqualTo("10m");
    assertThatThrownBy(() -> pod("b", "runtimeClassName: none"))
        .hasMessage("pods \"b\" is forbidden: pod rejected: RuntimeClass \"none\" not found");
  }

  @Test
  void aPodGoesWhereItsRuntimeClassIs() {
    cluster.create(
        "runtimeclasses.node.k8s.io",
        "",
        "{metadata: {name: vm}, handler: h, scheduling: {nodeSelector: {kvm: 'yes'},"
            + " tolerations: [{key: kvm, operator: Exists}]}}");

    JsonNode spec =
        pod(
                "a",
                "runtimeClassName: vm, nodeSelector: {disk: ssd}, tolerations: [{key: kvm,"
                    + " operator: Exists}]")
            .path("spec");
    assertThat(spec.path("nodeSelector")).isEqualTo(Cluster.tree("{disk: ssd, kvm: 'yes'}"));
    assertThat(spec.path("tolerations").valueStream().filter(each -> each.has("key")).toList())
        .filteredOn(each -> Trees.text(each, "key").equals("kvm"))
        .hasSize(1);
    assertThat(pod("b", "runtimeClassName: vm").at("/spec/tolerations/0/key").asString())
        .isEqualTo("kvm");
    assertThatThrownBy(() -> pod("c", "runtimeClassName: vm, nodeSelector: {kvm: 'no'}"))
        .hasMessage(
            "pods \"c\" is forbidden: conflict: runtimeClass.scheduling.nodeSelector[kvm] = yes;"
                + " pod.spec.nodeSelector[kvm] = no");
  }

  @Test
  void aLimitRangeIsTheDefaultAndTheBoundOfContainers() {
    cluster.create(
        "limitranges",
        "default",
        "{metadata: {name: l}, spec: {limits: [{type: Container, default: {cpu: 500m},"
            + " defaultRequest: {cpu: 100m}, min: {cpu: 50m}, max: {cpu: '1'}}]}}");

    JsonNode resources = pod("a", "").at("/spec/containers/0/resources");
    assertThat(resources.at("/limits/cpu").asString()).isEqualTo("500m");
    assertThat(resources.at("/requests/cpu").asString()).isEqualTo("100m");
    assertThatThrownBy(
            () ->
                cluster.create(
                    "pods",
                    "default",
                    "{metadata: {name: b}, spec: {containers: [{name: c, image: i,"
                        + " resources: {limits: {cpu: '2'}}}]}}"))
        .hasMessage(
            "pods \"b\" is forbidden: maximum cpu usage per Container is 1, but limit is 2");
  }

  @Test
  void onlyOnePriorityClassIsTheDefault() {
    cluster.create(
        "priorityclasses.scheduling.k8s.io",
        "",
        "{metadata: {name: normal}, value: 5, globalDefault: true}");
    ObjectNode pod = pod("a", "");
    assertThat(Trees.text(pod, "spec", "priorityClassName")).isEqualTo("normal");
    assertThatThrownBy(
            () ->
                cluster.create(
                    "priorityclasses.scheduling.k8s.io",
                    "",
                    "{metadata: {name: other}, value: 6, globalDefault: true}"))
        .hasMessageContaining("PriorityClass normal is already marked as default");
  }

  @Test
  void aPodIsInTheZoneAndTheRegionOfItsNode() {
    cluster.create(
        "nodes",
        "",
        "{metadata: {name: n1, labels: {topology.kubernetes.io/zone: a,"
            + " topology.kubernetes.io/region: eu, other: x}}}");
    String own = "{metadata: {name: %s, labels: {topology.kubernetes.io/zone: mine}}, spec: {%s}}";
    String containers = "containers: [{name: c, image: i}]";
    cluster.create("pods", "default", own.formatted("bound", containers));
    cluster.registry.bind("default", "bound", "n1", Cluster.admin());
    cluster.create("pods", "default", own.formatted("placed", "nodeName: n1, " + containers));

    assertThat(labels("bound"))
        .isEqualTo(
            Map.of("topology.kubernetes.io/zone", "a", "topology.kubernetes.io/region", "eu"));
    assertThat(labels("placed"))
        .isEqualTo(
            Map.of("topology.kubernetes.io/zone", "mine", "topology.kubernetes.io/region", "eu"));
  }

  private Map<String, String> labels(String pod) {
    return Trees.texts(Trees.at(cluster.get("pods", "default", pod), "metadata", "labels"));
  }
}
